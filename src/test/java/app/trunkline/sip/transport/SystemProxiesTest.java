package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemProxiesTest {
    private static final Proxy OF_THE_DESKTOP = proxy(Proxy.Type.HTTP, "desktop.example.com", 8080);

    private static Proxy proxy(Proxy.Type type, String host, int port) {
        return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
    }

    private static final ProxySelector DESKTOP = new ProxySelector() {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(OF_THE_DESKTOP);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    };

    private static Proxy chosen(Map<String, String> environment, String uri) {
        return new SystemProxies(environment, DESKTOP).select(URI.create(uri)).getFirst();
    }

    @Test
    void asksTheDesktopWhereTheEnvironmentNamesNone() {
        assertThat(chosen(Map.of(), "https://sip.example.com")).isEqualTo(OF_THE_DESKTOP);
        assertThat(chosen(Map.of("https_proxy", " "), "https://sip.example.com"))
                .isEqualTo(OF_THE_DESKTOP);
        assertThat(chosen(Map.of("https_proxy", "https://user:secret@[bad"), "https://sip.example.com"))
                .isEqualTo(OF_THE_DESKTOP);
        assertThat(chosen(Map.of("https_proxy", "https://proxy.example.com"), "https://sip.example.com"))
                .isEqualTo(OF_THE_DESKTOP);
    }

    @ParameterizedTest
    @CsvSource({
        "https_proxy, proxy.example.com:3128,              https, HTTP,  proxy.example.com, 3128",
        "HTTPS_PROXY, http://me:s%3Ae@proxy.example.com/,  https, HTTP,  proxy.example.com, 80",
        "all_proxy,   socks5h://proxy.example.com,         https, SOCKS, proxy.example.com, 1080",
        "ALL_PROXY,   socks5://[2001:db8::1]:9,            http,  SOCKS, 2001:db8::1,       9",
        "http_proxy,  http://127.0.0.1:8,                  http,  HTTP,  127.0.0.1,         8"
    })
    void takesTheEnvironments(String variable, String value, String scheme, Proxy.Type type, String host, int port) {
        assertThat(chosen(Map.of(variable, value), scheme + "://sip.example.com:8443"))
                .isEqualTo(proxy(type, host, port));
    }

    @Test
    void doesNotTakeOneForAnother() {
        assertThat(chosen(Map.of("http_proxy", "proxy:1", "HTTP_PROXY", "proxy:2"), "https://sip.example.com"))
                .isEqualTo(OF_THE_DESKTOP);
        assertThat(chosen(Map.of("HTTP_PROXY", "proxy:2"), "http://sip.example.com"))
                .isEqualTo(OF_THE_DESKTOP);
    }

    @ParameterizedTest
    @CsvSource({
        "*,                         sip.example.com,    true",
        "'a.test, .example.com',    sip.example.com,    true",
        "*.example.com,             sip.example.com,    true",
        "example.com,               example.com,        true",
        "Example.COM,               SIP.example.com,    true",
        "example.com:8443,          sip.example.com,    true",
        "example.com:9,             sip.example.com,    false",
        "ample.com,                 sip.example.com,    false",
        "sip.example.com.evil,      sip.example.com,    false",
        "10.0.0.0/8,                10.200.3.4,         true",
        "10.0.0.0/9,                10.200.3.4,         false",
        "10.0.0.0/x,                10.200.3.4,         false",
        "2001:db8::/32,             [2001:db8:1::1],    true",
        "[2001:db8::1],             [2001:db8::1],      true",
        "10.0.0.0/8,                sip.example.com,    false",
        "'',                        sip.example.com,    false"
    })
    void leavesOutWhatIsToBeReachedDirectly(String list, String host, boolean direct) {
        var environment = Map.of("https_proxy", "proxy.example.com:3128", "no_proxy", list);
        assertThat(chosen(environment, "https://" + host + ":8443"))
                .isEqualTo(direct ? Proxy.NO_PROXY : proxy(Proxy.Type.HTTP, "proxy.example.com", 3128));
    }
}
