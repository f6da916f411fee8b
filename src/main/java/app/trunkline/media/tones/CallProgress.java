package app.trunkline.media.tones;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Ringback and busy tone of a country, by the lists that go with ITU-T E.180. */
final class CallProgress {
    /** Countries; ringback; busy. Each cadence in the form of {@link Cadence#parse}. */
    private static final String TABLE = """
            AG AI AS BB BM BS CA DM DO GD GU JM KN KY LC MP MS PR SX TC TT US VC VG VI; 440+480/2000,0/4000; 480+620/500,0/500
            AT; 425/1000,0/5000; 425/400,0/400
            AU; 400+450/400,0/200,400+450/400,0/2000; 425/375,0/375
            BE; 425/1000,0/3000; 425/500,0/500
            BR; 425/1000,0/4000; 425/250,0/250
            CN; 450/1000,0/4000; 450/350,0/350
            CZ SK; 425/1000,0/4000; 425/330,0/330
            DE; 425/1000,0/4000; 425/480,0/480
            DK; 425/1000,0/4000; 425/250,0/250
            ES; 425/1500,0/3000; 425/200,0/200
            FI; 425/1000,0/4000; 425/300,0/300
            FR GF GP MQ NC PF PM RE YT; 440/1500,0/3500; 440/500,0/500
            GB GG GI IM JE; 400+450/400,0/200,400+450/400,0/2000; 400/375,0/375
            GR; 425/1000,0/4000; 425/300,0/300
            HK MO; 440+480/400,0/200,440+480/400,0/3000; 480+620/500,0/500
            HU; 425/1250,0/3750; 425/300,0/300
            IE; 400+450/400,0/200,400+450/400,0/2000; 425/500,0/500
            IL; 400/1000,0/3000; 400/500,0/500
            IN; 400*25/400,0/200,400*25/400,0/2000; 400/750,0/750
            JP; 400*16/1000,0/2000; 400/500,0/500
            KR; 440+480/1000,0/2000; 480+620/500,0/500
            MX; 425/1000,0/4000; 425/250,0/250
            MY; 425/400,0/200,425/400,0/2000; 425/500,0/500
            NZ; 400+450/400,0/200,400+450/400,0/2000; 400/500,0/500
            PT; 425/1000,0/5000; 425/500,0/500
            RU; 425/800,0/3200; 425/400,0/400
            SE; 425/1000,0/5000; 425/250,0/250
            SG; 425*24/400,0/200,425*24/400,0/2000; 425/750,0/750
            TR; 450/2000,0/4000; 450/500,0/500
            TW; 440+480/1000,0/2000; 480+620/500,0/500
            ZA; 400*33/400,0/200,400*33/400,0/2000; 400/500,0/500
            """;

    /** What E.180 recommends, and most of Europe uses. */
    private static final CallProgress USUAL =
            new CallProgress(Cadence.parse("425/1000,0/4000"), Cadence.parse("425/500,0/500"));

    private static final Map<String, CallProgress> COUNTRIES = read();

    private final Cadence ringback;
    private final Cadence busy;

    private CallProgress(Cadence ringback, Cadence busy) {
        this.ringback = ringback;
        this.busy = busy;
    }

    private static Map<String, CallProgress> read() {
        var countries = new HashMap<String, CallProgress>();
        TABLE.lines().forEach(line -> {
            String[] fields = line.split("; ", -1);
            var tones = new CallProgress(Cadence.parse(fields[1]), Cadence.parse(fields[2]));
            for (String country : fields[0].split(" ", -1)) {
                countries.put(country, tones);
            }
        });
        return Map.copyOf(countries);
    }

    /** By ISO 3166 code of two letters; of an unknown country, the usual one. */
    static CallProgress of(String country) {
        return COUNTRIES.getOrDefault(country.toUpperCase(Locale.ROOT), USUAL);
    }

    Cadence ringback() {
        return ringback;
    }

    Cadence busy() {
        return busy;
    }
}
