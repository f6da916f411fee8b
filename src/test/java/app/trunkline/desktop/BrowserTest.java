package app.trunkline.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BrowserTest {
    @Test
    void usesTheOpenerOfEachSystem() {
        assertThat(Browser.opener("Linux")).containsExactly("xdg-open");
        assertThat(Browser.opener("Mac OS X")).containsExactly("open");
        assertThat(Browser.opener("Windows 11")).containsExactly("rundll32", "url.dll,FileProtocolHandler");
    }

    @Test
    void opensNothingButHttps() {
        var started = new AtomicInteger();
        var browser = new Browser("Linux", task -> started.incrementAndGet());
        for (var page : new String[] {"http://example.com", "file:///etc/passwd", "--help", "tel:1"}) {
            var failed = new AtomicBoolean();
            browser.open(URI.create(page), () -> failed.set(true));
            assertThat(failed).as(page).isTrue();
        }
        assertThat(started).hasValue(0);
        browser.open(URI.create("https://example.com"), () -> {});
        assertThat(started).hasValue(1);
    }
}
