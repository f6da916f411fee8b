package installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ahead-of-time cache (JEP 483, 514, 515): classes loaded and linked as they were in a rehearsal, a start of the
 * desktop phone and a call to the demo line. A launcher whose cache does not fit goes on without.
 */
final class AotCache {
    static final String NAME = "trunkline.aot";

    private AotCache() {}

    /** Rehearses in folders of its own, with a screen and a sound server of its own where the system has the programs. */
    static void train(Image image, Path runtime, Path work) throws IOException, InterruptedException {
        var home = work.resolve("rehearsal/home");
        Files.createDirectories(home);
        var application = image.application().toString();
        var cache = image.application().resolve(NAME);
        try (var stage = Stage.set(work.resolve("rehearsal"))) {
            var command = new ArrayList<>(List.of(runtime.resolve("bin/java").toString()));
            Image.options(application).stream()
                    .filter(option -> !option.startsWith("-XX:AOTCache="))
                    .forEach(command::add);
            command.add("-XX:AOTCacheOutput=" + cache);
            command.addAll(stage.options());
            command.addAll(List.of("-cp", image.classPath()));
            command.addAll(List.of("app.trunkline.Main", "--rehearse"));
            Map<String, String> environment = new HashMap<>(stage.environment());
            environment.put("HOME", home.toString());
            for (var folder : List.of("CONFIG", "DATA", "STATE", "CACHE")) {
                environment.put("XDG_" + folder + "_HOME", home.resolve(folder).toString());
            }
            environment.put("APPDATA", home.toString());
            environment.put("LOCALAPPDATA", home.toString());
            Tool.run(command, environment);
        }
        if (!Files.isRegularFile(cache)) {
            throw new IllegalStateException("the rehearsal left no AOT cache");
        }
        FileTree.tellSize(cache);
    }
}
