package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder that this was built from, and the files in it that no compiler reads. */
final class Repository {
    static final Path ROOT = Path.of(System.getProperty("trunkline.lab"), "..", "..", "..")
            .toAbsolutePath()
            .normalize();

    private static final Pattern RUN = Pattern.compile("( *)(?:- )?run:(.*)");

    private Repository() {}

    /** GitHub's workflows. */
    static List<Path> workflows() {
        return files(".github/workflows", path -> path.toString().endsWith(".yml"));
    }

    /** The shell scripts of {@code packaging/}, known by their first line. */
    static List<Path> scripts() {
        return files("packaging", path -> read(path).startsWith("#!/usr/bin/env bash"));
    }

    /** What the steps of a workflow run, each without its indent. */
    static List<String> scriptsOf(Path workflow) {
        List<String> scripts = new ArrayList<>();
        List<String> lines = read(workflow).lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            Matcher run = RUN.matcher(lines.get(at));
            if (!run.matches() || run.group(2).isBlank()) {
                continue;
            }
            if (!run.group(2).strip().equals("|")) {
                scripts.add(run.group(2).strip());
                continue;
            }
            int indent = run.group(1).length();
            List<String> body = lines.subList(at + 1, lines.size()).stream()
                    .takeWhile(line -> line.isBlank() || line.indexOf(line.strip()) > indent)
                    .toList();
            scripts.add(String.join("\n", body).stripTrailing().stripIndent() + "\n");
        }
        return scripts;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String folder, Predicate<Path> wanted) {
        try (var found = Files.walk(ROOT.resolve(folder))) {
            return found.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
