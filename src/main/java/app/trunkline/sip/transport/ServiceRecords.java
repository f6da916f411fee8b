package app.trunkline.sip.transport;

import app.trunkline.loop.Threads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that the DNS names for a domain (RFC 3263): by NAPTR with the service of SIP over secure WebSocket (RFC 7118
 * section 10.3), else by SRV. Java's own DNS client asks the system's name servers, or those of the system property {@code
 * trunkline.dns} ({@code dns://192.0.2.53}). Every look-up blocks, a few seconds at most.
 */
final class ServiceRecords {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRecords.class);
    private static final String SECURE_WEBSOCKET = "SIPS+D2W";
    private static final List<String> USUAL = List.of("_sips._ws.", "_sips._tcp.");
    /** An address is none: the last part of a domain has a letter. */
    private static final Pattern NAME =
            Pattern.compile("([\\p{Alnum}_-]+\\.)+[\\p{Alnum}-]*\\p{Alpha}[\\p{Alnum}-]*\\.?");

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String FIRST_WAIT = "1000";
    private static final String TRIES = "2";

    private ServiceRecords() {}

    /** One SRV record (RFC 2782). */
    record Service(int priority, int weight, int port, String host) {
        /** {@code 10 60 443 sip.example.com.}; a target of {@code .} says that there is none. */
        private static Stream<Service> read(String[] fields) {
            var host = fields[3].replaceFirst("\\.$", "");
            return Stream.of(new Service(
                            Integer.parseInt(fields[0]),
                            Integer.parseInt(fields[1]),
                            Integer.parseInt(fields[2]),
                            host))
                    .filter(service -> !service.host().isEmpty());
        }
    }

    /** One NAPTR record (RFC 3403) that leads on to SRV records. */
    private record Pointer(int order, int preference, String name) {
        /** {@code 10 50 "s" "SIPS+D2W" "" _sips._ws.example.com.}, with quotes or without. */
        private static Stream<Pointer> read(String[] fields) {
            var leadsOn = fields[2].replace("\"", "").equalsIgnoreCase("s")
                    && fields[3].replace("\"", "").equalsIgnoreCase(SECURE_WEBSOCKET);
            return leadsOn
                    ? Stream.of(new Pointer(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), fields[5]))
                    : Stream.empty();
        }
    }

    /**
     * In the order in which they are to be tried; empty where there are none, or nobody answered. All that may be needed is
     * asked at once: where a name server drops such questions, the waits do not add up.
     */
    static List<Service> of(String domain) {
        var pointers = atOnce(() -> ask(domain, "NAPTR", Pointer::read));
        var usual = USUAL.stream()
                .map(prefix -> atOnce(() -> services(prefix + domain)))
                .toList();
        var pointed = pointers.join().stream()
                .sorted(Comparator.comparingInt(Pointer::order).thenComparingInt(Pointer::preference))
                .map(pointer -> services(pointer.name()));
        return Stream.concat(pointed, usual.stream().map(CompletableFuture::join))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(found -> inOrder(found, RandomGenerator.getDefault()))
                .orElse(List.of());
    }

    private static <T> CompletableFuture<T> atOnce(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, Threads.each("ws-dns"));
    }

    private static List<Service> services(String name) {
        return ask(name, "SRV", Service::read);
    }

    /** By priority; among equals by chance, the heavier the sooner (RFC 2782). */
    static List<Service> inOrder(List<Service> found, RandomGenerator random) {
        var rest = new ArrayList<>(found);
        // Those without weight first, so that they have a chance beside heavy ones, as the RFC wants.
        rest.sort(Comparator.comparingInt(Service::priority).thenComparingInt(Service::weight));
        var order = new ArrayList<Service>();
        while (!rest.isEmpty()) {
            var first = rest.getFirst().priority();
            var equals = rest.stream().filter(s -> s.priority() == first).toList();
            var mark = random.nextInt(equals.stream().mapToInt(Service::weight).sum() + 1);
            var sum = 0;
            for (var service : equals) {
                sum += service.weight();
                if (sum >= mark) {
                    order.add(service);
                    rest.remove(service);
                    break;
                }
            }
        }
        return order;
    }

    /** Of the dangers of JNDI none is here: this provider gives text alone, and what is no name of the DNS, such as a URL, is not asked. */
    @SuppressWarnings("BanJNDI")
    private static <T> List<T> ask(String name, String type, Function<String[], Stream<T>> read) {
        if (!NAME.matcher(name).matches()) {
            return List.of();
        }
        var settings = new Hashtable<String, String>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, System.getProperty("trunkline.dns", "dns:"));
        settings.put("com.sun.jndi.dns.timeout.initial", FIRST_WAIT);
        settings.put("com.sun.jndi.dns.timeout.retries", TRIES);
        try {
            var dns = new InitialDirContext(settings);
            try {
                var attribute = dns.getAttributes(name, new String[] {type}).get(type);
                var found = new ArrayList<T>();
                for (var i = 0; attribute != null && i < attribute.size(); i++) {
                    read.apply(SPACE.split(String.valueOf(attribute.get(i)))).forEach(found::add);
                }
                return found;
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            LOG.info("the DNS does not say of {} {}: {}", type, name, e.getMessage());
            return List.of();
        }
    }
}
