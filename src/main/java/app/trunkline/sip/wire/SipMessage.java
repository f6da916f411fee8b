package app.trunkline.sip.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ContactHeader;
import javax.sip.header.DateHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.message.Message;

/**
 * A SIP message (RFC 3261 section 7): headers by name, their values as text, and a body. A header that nobody has asked for
 * before needs no new code here. Short names of headers are found by their long ones. On the loop.
 */
public abstract sealed class SipMessage permits SipRequest, SipResponse {
    abstract Message jain();

    // What it says

    public String callId() {
        return Messages.callId(jain());
    }

    public long cseq() {
        return Messages.cseq(jain());
    }

    /** Empty where there is none. */
    public String fromTag() {
        return Messages.fromTag(jain());
    }

    /** Empty where there is none. */
    public String toTag() {
        return Messages.toTag(jain());
    }

    public NameAddress from() {
        return new NameAddress(Messages.from(jain()).getAddress());
    }

    public NameAddress to() {
        return new NameAddress(Messages.to(jain()).getAddress());
    }

    public boolean has(String name) {
        return jain().getHeader(name) != null;
    }

    /** The value of a header; of several the topmost. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(jain().getHeader(name)).map(Messages::value);
    }

    /** The values of all headers of that name, the topmost first. */
    public List<String> headers(String name) {
        return Messages.headers(jain(), name).stream().map(Messages::value).toList();
    }

    /** The value of a header apart from its parameters. */
    public Optional<HeaderValue> parameterized(String name) {
        return header(name).map(HeaderValue::parse);
    }

    /** The number that a header holds, such as Expires, Retry-After or RSeq. */
    public Optional<Integer> number(String name) {
        return Messages.number(jain(), name);
    }

    /** Those in headers such as Record-Route and P-Asserted-Identity; what cannot be read is left out. */
    public List<NameAddress> addresses(String name) {
        return Messages.headers(jain(), name).stream()
                .filter(HeaderAddress.class::isInstance)
                .map(header -> new NameAddress(((HeaderAddress) header).getAddress()))
                .toList();
    }

    /** All but {@code *}. */
    public List<Contact> contacts() {
        return Messages.headers(jain(), ContactHeader.NAME).stream()
                .map(ContactHeader.class::cast)
                .filter(header -> !header.isWildCard())
                .map(Contact::new)
                .toList();
    }

    /** The Date header, in whole seconds: the library leaves the milliseconds of its own clock in what it reads. */
    public Optional<Instant> date() {
        return jain().getHeader(DateHeader.NAME) instanceof DateHeader header
                ? Optional.of(header.getDate().getTime().toInstant().truncatedTo(ChronoUnit.SECONDS))
                : Optional.empty();
    }

    /** True when a header that lists option tags or methods names this one. */
    public boolean lists(String header, String option) {
        return Messages.lists(jain(), header, option);
    }

    public List<Cause> causes() {
        return Messages.causes(jain());
    }

    // Its body

    public boolean hasBody() {
        return Messages.hasBody(jain());
    }

    /** True when there is a body and it is of that type. */
    public boolean isType(String type) {
        var slash = type.indexOf('/');
        return Messages.type(jain(), type.substring(0, slash), type.substring(slash + 1));
    }

    public byte[] body() {
        var raw = jain().getRawContent();
        return raw == null ? new byte[0] : raw;
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** The SDP body, or the part of a multipart body that is SDP (RFC 5621), if there is one. */
    public Optional<String> sdp() {
        return Messages.sdp(jain());
    }

    /** True where a part of the body that is no description of the session insists on being understood (RFC 5621 section 8.3). */
    boolean insistsOnAnUnknownPart() {
        return Messages.parts(jain()).stream().anyMatch(part -> part.required() && !part.describesSession());
    }

    /** Of a multipart body the first part of that type. */
    public Optional<String> part(String type) {
        return Messages.parts(jain()).stream()
                .filter(part -> part.type().equals(type))
                .map(Multipart::content)
                .findFirst();
    }

    // Writing

    /** In place of what stands there. */
    public void set(String name, String value) throws WireException {
        jain().setHeader(Headers.of(name, value));
    }

    /** Beside what stands there. */
    public void add(String name, String value) throws WireException {
        jain().addHeader(Headers.of(name, value));
    }

    public void remove(String name) {
        jain().removeHeader(name);
    }

    /** @param type such as {@code text/plain;charset=UTF-8} */
    public void body(byte[] content, String type) throws WireException {
        WireException.run(() -> jain().setContent(content, Headers.contentType(type)));
    }

    /** As UTF-8. */
    public void body(String content, String type) throws WireException {
        body(content.getBytes(StandardCharsets.UTF_8), type);
    }

    void toTag(String tag) throws WireException {
        WireException.run(() -> Messages.to(jain()).setTag(tag));
    }

    /** The first line, without the addresses. */
    @Override
    public abstract String toString();
}
