package app.trunkline.sip.wire;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import java.text.ParseException;
import java.util.List;
import javax.sip.address.AddressFactory;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;

/** Writes headers. Pure functions. */
final class Headers {
    static final AddressFactory ADDRESSES = new AddressFactoryImpl();
    static final HeaderFactory HEADERS = new HeaderFactoryImpl();

    private Headers() {}

    /** Those that hold a list are written as one line, where the library's parser would make many headers of it. */
    static Header of(String name, String value) throws WireException {
        return WireException.ask(() -> switch (name) {
            case "Allow" -> HEADERS.createAllowHeader(value);
            case "Allow-Events" -> HEADERS.createAllowEventsHeader(value);
            case "Require" -> HEADERS.createRequireHeader(value);
            case "Supported" -> HEADERS.createSupportedHeader(value);
            case "Unsupported" -> HEADERS.createUnsupportedHeader(value);
            case "User-Agent" -> HEADERS.createUserAgentHeader(List.of(value));
            default -> HEADERS.createHeader(name, value);
        });
    }

    static ContentTypeHeader contentType(String type) throws ParseException {
        return (ContentTypeHeader) HEADERS.createHeader(ContentTypeHeader.NAME, type);
    }
}
