package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.ReconnectStorm.Ours;
import app.trunkline.phone.ReconnectStorm.Outcome;
import app.trunkline.phone.ReconnectStorm.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Quick for one, gentle for 50,000. Prints what the guide's table says, and draws its picture. */
class ReconnectStormTest {
    private static final Path GUIDE = Path.of("src/site");
    private static final Ours USUAL = new Ours(Duration.ofSeconds(8));
    private static final Ours MANY = new Ours(Duration.ofSeconds(120));
    private static final List<Rule> RULES =
            List.of(USUAL, new Ours(Duration.ofSeconds(30)), MANY, ReconnectStorm.BEFORE, ReconnectStorm.RFC_5626);
    private static final List<Duration> AWAY = List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(60));

    private static List<Outcome> all() {
        List<Outcome> all = new ArrayList<>();
        for (var away : AWAY) {
            RULES.forEach(rule -> all.add(ReconnectStorm.run(rule, away)));
        }
        return all;
    }

    private static String row(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "| %d s | %s | %,d | %.1f s | %.1f s | %.1f s |",
                outcome.away().toSeconds(),
                outcome.rule().name(),
                outcome.peak(),
                outcome.until(0.5),
                outcome.until(0.99),
                outcome.until(1));
    }

    @Test
    void theGuideShowsWhatComesOfEachRule() throws IOException {
        var all = all();
        var picture = StormPicture.of(all);
        all.forEach(outcome -> System.out.println(row(outcome)));
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("reconnect.svg"), picture);
        assertThat(Files.readString(GUIDE.resolve("markdown/reliability.md")).lines())
                .containsAll(all.stream().map(ReconnectStormTest::row).toList());
        assertThat(GUIDE.resolve("resources/images/reconnect.svg")).hasContent(picture);

        assertThat(all).allSatisfy(outcome -> assertThat(outcome.back()).hasSize(ReconnectStorm.PHONES));
        assertThat(of(all, USUAL, 5).until(1)).isLessThanOrEqualTo(8);
        assertThat(of(all, USUAL, 0).until(1)).isLessThanOrEqualTo(2);
        assertThat(of(all, USUAL, 5).until(0.99))
                .isLessThan(of(all, ReconnectStorm.BEFORE, 5).until(0.5));
        for (var away : AWAY) {
            var seconds = (int) away.toSeconds();
            assertThat(of(all, MANY, seconds).peak())
                    .isLessThan(of(all, USUAL, seconds).peak())
                    .isLessThan(2_500);
        }
    }

    private static Outcome of(List<Outcome> all, Rule rule, int away) {
        return all.stream()
                .filter(each -> each.rule().equals(rule) && each.away().equals(Duration.ofSeconds(away)))
                .findFirst()
                .orElseThrow();
    }
}
