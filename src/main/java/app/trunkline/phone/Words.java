package app.trunkline.phone;

import app.trunkline.media.MediaException;
import app.trunkline.media.RecordingFailure;
import app.trunkline.settings.SettingsStore;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Handover;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.transport.TransportFailure;
import java.nio.charset.StandardCharsets;

/**
 * What went wrong, in plain English for the window and the terminal alike: what happened and, where a person can do
 * something, what. Pure; any thread. The technical detail of a failure is not in it: that belongs to the log and to
 * "copy details".
 */
public final class Words {
    private Words() {}

    /** Why a call ended; with the SIP status in brackets where one says more than the words. */
    public static String of(EndReason reason) {
        return switch (reason.kind()) {
            case HUNG_UP_HERE -> "You hung up.";
            case HUNG_UP_THERE -> "The other side hung up.";
            case CANCELLED_HERE -> "You gave up before the answer.";
            case CANCELLED_THERE -> "The caller gave up before you answered.";
            case ANSWERED_ELSEWHERE -> "Another of your phones took the call.";
            case DECLINED_HERE -> "You declined the call.";
            case DECLINED_THERE -> "The other side declined the call.";
            case BUSY -> "The other side is busy. Try again later.";
            case BUSY_HERE -> "The caller heard the busy tone: this phone was busy.";
            case TRANSFERRED ->
                "You transferred the call" + (reason.phrase().isEmpty() ? "." : " to " + reason.phrase() + ".");
            case REPLACED -> "The call goes on in another one.";
            case DO_NOT_DISTURB -> "You missed the call: do not disturb was on.";
            case SCREENED -> "The caller is on your list of blocked callers.";
            case FORWARDED_HERE ->
                "The call was sent on" + (reason.phrase().isEmpty() ? "" : " to " + reason.phrase()) + ".";
            case NO_ANSWER -> "Nobody answered.";
            case NO_ANSWER_HERE -> "You did not answer in time.";
            case NOT_FOUND -> coded("There is no such number. Check what you dialled.", reason);
            case UNAVAILABLE -> "The other side cannot be reached now. Try again later.";
            case FORBIDDEN ->
                coded(
                        "This line may not call there. Check the number and the line's password, or ask your provider.",
                        reason);
            case INCOMPATIBLE ->
                coded(
                        "The other side has no kind of sound in common with this phone. Check the line's codecs.",
                        reason);
            case MOVED -> coded("The number has moved. Ask for the new one.", reason);
            case SERVER_ERROR -> coded("The provider's server has a problem. Try again in a minute.", reason);
            case REJECTED -> coded("The call was refused" + said(reason.phrase()) + ".", reason);
            case TIMEOUT -> "The server did not answer. Check the connection and try again.";
            case TRANSPORT_LOST -> "The connection was lost while the call was being set up. Try again.";
            case MEDIA_FAILED ->
                "Sound could not be brought about. A firewall may block it: try a TURN server in the line's settings.";
            case NO_ACK -> "The caller's side never confirmed the answer.";
            case INTERNAL -> "Trunkline made a mistake. Please report it with the log.";
        };
    }

    /** Why a call ended that took, or was to take, another's place. */
    public static String of(EndReason reason, Handover handover) {
        return handover.pickedUpAt()
                .map(telephone -> ofPickUp(
                        reason, telephone.displayName().isEmpty() ? telephone.user() : telephone.displayName()))
                .orElseGet(() -> of(reason));
    }

    /** The statuses of RFC 3891 section 3 are about the call that rang, not about whoever is called. */
    private static String ofPickUp(EndReason reason, String telephone) {
        return switch (reason.code()) {
            case 481 -> "Nothing rings at " + telephone + " any more.";
            case 486, 600 -> "The call was answered before you could pick it up.";
            case 603 -> "The caller gave up before you could pick the call up.";
            case 404, 410, 480, 604 ->
                coded(
                        "The call at " + telephone + " cannot be picked up: the server does not find its caller.",
                        reason);
            case 403, 405, 420, 501 ->
                coded(
                        "The call at " + telephone + " cannot be picked up: the caller's side does not allow it.",
                        reason);
            default -> of(reason);
        };
    }

    /** How a transfer goes that was asked for. */
    public static String of(Transfer transfer) {
        var target = transfer.target().displayName().isEmpty()
                ? transfer.target().user()
                : transfer.target().displayName();
        return switch (transfer.state()) {
            case ASKED, TRYING -> "Transferring to " + target + "…";
            case RINGING -> "Transferring: it rings at " + target + ".";
            case DONE -> "Transferred to " + target + ".";
            case FAILED -> "The transfer to " + target + " failed: " + failure(transfer.code());
        };
    }

    private static String failure(int code) {
        return switch (code) {
            case 0 -> "the other side does not say why. The call is yours again.";
            case 405, 420, 501 -> "the other side cannot be transferred. Call the person yourself and connect the two.";
            case 403, 603 -> "it was declined. The call is yours again.";
            case 486, 600 -> "the line is busy. The call is yours again.";
            case 404, 484, 604 -> "there is no such number. The call is yours again.";
            case 408, 480, 487 -> "nobody answered. The call is yours again.";
            default -> "it was refused (" + code + "). The call is yours again.";
        };
    }

    /** Why a text message was not sent; {@code code} is the SIP status, 0 where there is no connection. */
    public static String messageNotSent(int code, String phrase) {
        return switch (code) {
            case 0 -> "Not sent: the line is not connected. Send it again once it is ready.";
            case 401, 403, 407 -> "Not sent: this line may not send messages there. (" + code + ")";
            case 404, 604 -> "Not sent: there is no such number. Check it. (" + code + ")";
            case 405, 415, 488, 501 -> "Not sent: the other side takes no text messages. (" + code + ")";
            case 408 -> "Not sent: nobody answered. Try again later.";
            case 413, 513 -> "Not sent: the message is too long for the other side. (" + code + ")";
            case 480 -> "Not sent: the other side cannot be reached now. Try again later.";
            case 486, 600 -> "Not sent: the other side is busy. Try again later.";
            default ->
                code >= 500 && code < 600
                        ? "Not sent: the provider's server has a problem. Try again in a minute. (" + code + ")"
                        : "Not sent: it was refused" + said(phrase) + ". (" + code + ")";
        };
    }

    /** A text message that is longer than one may be. */
    public static String messageTooLong(String text) {
        return "Not sent: the message has " + text.getBytes(StandardCharsets.UTF_8).length + " bytes, and "
                + TextMessages.LARGEST + " is the most. Split it into shorter ones.";
    }

    /** A message that was on its way when the program ended. */
    public static String messageInterrupted() {
        return "Trunkline ended before it was known whether this arrived.";
    }

    /** Why an emergency call ended: whoever placed it has to know at once that this telephone is of no help. */
    public static String ofEmergency(EndReason reason) {
        return switch (reason.kind()) {
            case HUNG_UP_HERE, HUNG_UP_THERE, CANCELLED_HERE, ANSWERED_ELSEWHERE -> of(reason);
            case CANCELLED_THERE,
                    DECLINED_HERE,
                    DECLINED_THERE,
                    TRANSFERRED,
                    REPLACED,
                    BUSY,
                    BUSY_HERE,
                    DO_NOT_DISTURB,
                    SCREENED,
                    FORWARDED_HERE,
                    NO_ANSWER,
                    NO_ANSWER_HERE,
                    NOT_FOUND,
                    UNAVAILABLE,
                    FORBIDDEN,
                    INCOMPATIBLE,
                    MOVED,
                    SERVER_ERROR,
                    REJECTED,
                    TIMEOUT,
                    TRANSPORT_LOST,
                    MEDIA_FAILED,
                    NO_ACK,
                    INTERNAL -> coded("This line did not place the emergency call. Use another telephone now.", reason);
        };
    }

    /** What is the matter with the settings file. */
    public static String of(SettingsStore.Problem problem) {
        return switch (problem) {
            case SettingsStore.Problem.Broken(var keptAt) ->
                "The settings file could not be understood. It is kept as " + keptAt
                        + "; Trunkline starts with empty settings. Set up your lines again, or repair that file.";
            case SettingsStore.Problem.Newer(var file) ->
                "The settings are of a newer Trunkline. They are used, but changes are not kept. Update Trunkline. ("
                        + file + ")";
            case SettingsStore.Problem.Unusable(var file, var detail) ->
                "The settings file " + file + " cannot be read or written (" + detail
                        + "). Changes are not kept: check who may write there, and the disk's free space.";
        };
    }

    /** A password that could not be kept, or was not to be. */
    public static String passwordInMemory() {
        return "The password is known until Trunkline ends, and is asked for at the next start. Settings, General can keep"
                + " it in a file.";
    }

    /** Why there is no connection. */
    public static String of(TransportFailure failure) {
        return switch (failure.kind()) {
            case BAD_ADDRESS -> "This is no server address. It looks like wss://sip.example.com:443/path.";
            case NOT_ENCRYPTED ->
                "ws:// would send everything unencrypted and is only taken for this computer itself. Use wss://.";
            case UNKNOWN_HOST -> "The server's name is not known. Check its spelling and this computer's connection.";
            case REFUSED -> "Nothing listens at that port of the server. Check the port in the server address.";
            case TIMEOUT -> "The server did not answer in time. Check the address and this computer's connection.";
            case UNTRUSTED_AUTHORITY ->
                "The server's certificate is signed by nobody this computer trusts. If your provider has an authority of"
                        + " its own, give its file in the line's settings.";
            case WRONG_HOST_NAME ->
                "The server's certificate belongs to another name. Use the name that your provider gave you.";
            case EXPIRED_CERTIFICATE ->
                "The server's certificate has expired or is not valid yet. Check this computer's clock, or tell your"
                        + " provider.";
            case TLS ->
                "No secure connection could be agreed on with the server. Check the port, or ask your provider.";
            case BAD_AUTHORITY_FILE -> "The file of the certificate authority cannot be read. Give a PEM file.";
            case HANDSHAKE_REFUSED ->
                "The server refused the WebSocket. Check the path of the server address and the Origin.";
            case NO_SIP -> "The server does not speak SIP over WebSocket at that address. Check port and path.";
            case PROXY -> "The proxy of this computer's network refused the connection. Ask who runs it.";
            case SILENT -> "The server stopped answering.";
            case CLOSED_BY_SERVER -> "The server closed the connection.";
            case NETWORK -> "The network failed. Check this computer's connection.";
        };
    }

    /** Why there is no registration. */
    public static String of(SipFailure failure) {
        return switch (failure.kind()) {
            case WRONG_CREDENTIALS ->
                "The server refused the user name or the password. Check both, and the authorisation name.";
            case UNKNOWN_USER -> coded("The server does not know this user or domain. Check both.", failure);
            case NO_COMMON_ALGORITHM -> "The server wants a way of proving the password that Trunkline does not know.";
            case SERVER_ERROR -> coded("The provider's server has a problem. It is tried again by itself.", failure);
            case NO_ANSWER -> "The server did not answer the registration. Check the domain.";
            case TRANSPORT -> "The connection was lost.";
            case REFUSED -> coded("The server refused the registration" + said(failure.phrase()) + ".", failure);
        };
    }

    /** Why a text cannot be dialled. */
    public static String of(InvalidAddressException.Kind kind) {
        return switch (kind) {
            case EMPTY -> "Type a number or an address first.";
            case TOO_LONG -> "This is too long to be a number or an address.";
            case BAD_CHARACTER -> "This holds a character that no number or address can have.";
            case BAD_HOST -> "What stands behind the @ is no host name.";
            case UNKNOWN_SCHEME -> "Trunkline can call sip:, sips:, tel: and callto: addresses only.";
        };
    }

    /** Why there is no sound. */
    public static String of(MediaException.Kind kind) {
        return switch (kind) {
            case NOT_ACCEPTABLE -> "The other side has no kind of sound in common with this phone.";
            case ENGINE -> "This computer's sound failed. Check its microphone and speakers.";
            case BAD_WAV -> "The file to be played is no WAV file, or cannot be read.";
            case NO_SOUND_SERVER ->
                "A file can only be played where there is a sound server. Install PulseAudio or PipeWire.";
            case CLOSED -> "The call was over already.";
        };
    }

    /** To be agreed to before the first recording. */
    public static String recordingLaw() {
        return "In many places everyone on a call must agree to being recorded.";
    }

    /** Why whoever is on hold hears silence; {@code cause} is a sentence. */
    public static String silentHold(String cause) {
        return "The other side hears silence on hold: " + cause + " Choose another file in the settings.";
    }

    /** Why a recording ended. */
    public static String of(RecordingFailure failure) {
        return switch (failure) {
            case NOT_WRITABLE ->
                "The recording ended: its file cannot be written. Choose another folder in the settings.";
            case DISK_FULL -> "The recording ended: the disk is full. Make room, then start it again.";
            case NO_SOUND -> "The recording ended: this computer's sound failed.";
        };
    }

    private static String coded(String words, EndReason reason) {
        return coded(words, reason.code());
    }

    private static String coded(String words, SipFailure failure) {
        return coded(words, failure.code());
    }

    private static String coded(String words, int code) {
        return code == 0 ? words : words + " (" + code + ")";
    }

    /** The server's own words where it gave some: the only hint there is for a refusal of no known kind. */
    private static String said(String phrase) {
        var clean = phrase.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.isEmpty() ? "" : ": " + (clean.length() > 80 ? clean.substring(0, 80) + "…" : clean);
    }
}
