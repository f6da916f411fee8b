package installer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The deb and the rpm, by jpackage. Desktop entry, icons and metadata go to where the desktop looks for them as files of
 * the package: nothing has to be registered by scripts, and nothing is left behind.
 */
final class Linux {
    /** Where the class path is installed. */
    static final String CLASS_PATH = "/opt/trunkline/lib/app";

    private static final List<Integer> ICONS = List.of(16, 24, 32, 48, 64, 128, 256, 512);
    private static final String APPLICATION = "app.trunkline.Trunkline";

    private Linux() {}

    static void pack(Path project, String version, Image image, Path work) throws IOException, InterruptedException {
        var natives = Natives.of(image.folder());
        var system = work.resolve("system");
        layOut(project, version, system);
        if (Tool.found("dpkg-deb")) {
            deb(project, version, image, natives, system, work);
        } else {
            System.out.println("trunkline: no dpkg-deb here, so no deb");
        }
        if (Tool.found("rpmbuild")) {
            jpackage("rpm", project, version, image, work, natives.asRpmRequirements());
        } else {
            System.out.println("trunkline: no rpmbuild here, so no rpm");
        }
    }

    /** What lies outside of the program's own folder. */
    private static void layOut(Path project, String version, Path system) throws IOException {
        var linux = project.resolve("packaging/linux");
        var share = system.resolve("usr/share");
        put(linux.resolve("trunkline.desktop"), share.resolve("applications").resolve(APPLICATION + ".desktop"));
        var metainfo = share.resolve("metainfo").resolve(APPLICATION + ".metainfo.xml");
        put(linux.resolve("trunkline.metainfo.xml"), metainfo);
        fill(metainfo, Map.of("@VERSION@", version));
        put(linux.resolve("copyright"), share.resolve("doc/trunkline/copyright"));
        for (var size : ICONS) {
            put(
                    project.resolve("assets/icons/trunkline-" + size + ".png"),
                    share.resolve("icons/hicolor/" + size + "x" + size + "/apps/trunkline.png"));
        }
        put(project.resolve("assets/icons/trunkline.svg"), share.resolve("icons/hicolor/scalable/apps/trunkline.svg"));
        var command = system.resolve("usr/bin/trunkline");
        put(linux.resolve("trunkline"), command);
        command.toFile().setExecutable(true, false);
    }

    private static void deb(Path project, String version, Image image, Natives natives, Path system, Path work)
            throws IOException, InterruptedException {
        var made = jpackage("deb", project, version, image, work, natives.asDebianPackages());
        var tree = work.resolve("deb");
        Tool.run(List.of("dpkg-deb", "--raw-extract", made.toString(), tree.toString()), Map.of());
        Files.delete(made);
        FileTree.copy(system, tree);
        // Times decide whether the AOT cache fits, and jpackage's copies have new ones.
        FileTree.copyTimes(image.folder(), tree.resolve("opt/trunkline"));
        var control = tree.resolve("DEBIAN");
        for (var script : List.of("preinst", "prerm", "postinst", "postrm")) {
            Files.deleteIfExists(control.resolve(script));
        }
        var farewell = control.resolve("postrm");
        put(project.resolve("packaging/linux/postrm"), farewell);
        farewell.toFile().setExecutable(true, false);
        fill(
                control.resolve("control"),
                Map.of("@INSTALLED_SIZE@", Long.toString(Math.ceilDiv(FileTree.size(tree), 1024))));
        Files.writeString(control.resolve("md5sums"), sums(tree));
        Tool.run(
                List.of(
                        "dpkg-deb",
                        "--root-owner-group",
                        "-Zxz",
                        "--build",
                        tree.toString(),
                        work.resolve("trunkline_" + version + "_" + architecture("amd64", "arm64") + ".deb")
                                .toString()),
                Map.of());
        FileTree.delete(tree);
    }

    /** @return the package that it made */
    private static Path jpackage(String type, Path project, String version, Image image, Path work, String dependencies)
            throws IOException, InterruptedException {
        var resources = work.resolve("resources-" + type);
        var file = type.equals("deb") ? "control" : "trunkline.spec";
        put(project.resolve("packaging/linux").resolve(file), resources.resolve(file));
        fill(
                resources.resolve(file),
                Map.of(
                        "@DEPENDENCIES@", dependencies,
                        "@SYSTEM@", work.resolve("system").toString(),
                        "@IMAGE@", image.folder().toString()));
        var place = work.resolve("packages");
        var arguments = image.packing(type, version, project, resources, place);
        arguments.addAll(List.of("--vendor", Image.VENDOR, "--description", Image.DESCRIPTION));
        arguments.addAll(List.of("--linux-package-name", "trunkline"));
        // The deb that jpackage packs is taken apart again: packing it well once is enough.
        Tool.jdkProcess("jpackage", arguments, Map.of("DPKG_DEB_COMPRESSOR_TYPE", "none"));
        try (var files = Files.list(place)) {
            var made = files.filter(f -> f.toString().endsWith("." + type))
                    .findFirst()
                    .orElseThrow();
            var goal = work.resolve(made.getFileName());
            return Files.move(made, goal, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String architecture(String intel, String arm) {
        return Host.processor().equals("x86_64") ? intel : arm;
    }

    private static void put(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void fill(Path file, Map<String, String> values) throws IOException {
        var text = Files.readString(file);
        for (var value : values.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        Files.writeString(file, text);
    }

    private static String sums(Path tree) throws IOException {
        var lines = new StringBuilder();
        try (var all = Files.walk(tree)) {
            for (var file : all.sorted().toList()) {
                var name = tree.relativize(file).toString();
                if (Files.isRegularFile(file) && !Files.isSymbolicLink(file) && !name.startsWith("DEBIAN")) {
                    lines.append(md5(file)).append("  ").append(name).append('\n');
                }
            }
        }
        return lines.toString();
    }

    private static String md5(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("MD5"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
