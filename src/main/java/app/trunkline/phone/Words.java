package app.trunkline.phone;

import app.trunkline.media.MediaException;
import app.trunkline.media.RecordingFailure;
import app.trunkline.settings.SettingsStore;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.transport.TransportFailure;
import app.trunkline.store.StoreProblem;
import app.trunkline.text.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What went wrong, in words for the window and the terminal alike: what happened and, where a person can do something,
 * what. Pure; any thread. The technical detail of a failure is not in it: that belongs to the log and to "copy details".
 */
public final class Words {
    private static final Texts TEXTS = new Texts();

    private Words() {}

    /** Why a call ended; with the SIP status in brackets where one says more than the words. */
    public static String of(EndReason reason) {
        var kind = reason.kind();
        return switch (kind) {
            case TRANSFERRED, FORWARDED_HERE ->
                reason.phrase().isEmpty()
                        ? TEXTS.of("ended", kind)
                        : TEXTS.get("ended.to." + kind.name().toLowerCase(Locale.ROOT), reason.phrase());
            case REJECTED -> coded(said("ended.rejected", reason.phrase()), reason.code());
            case NOT_FOUND,
                    FORBIDDEN,
                    INCOMPATIBLE,
                    NO_AUDIO,
                    NO_ENCRYPTION,
                    NO_ICE,
                    NO_RTCP_MUX,
                    NO_CODEC,
                    MOVED,
                    SERVER_ERROR -> coded(TEXTS.of("ended", kind), reason.code());
            case HUNG_UP_HERE,
                    HUNG_UP_THERE,
                    FORGOTTEN_THERE,
                    NOT_RESUMED,
                    CANCELLED_HERE,
                    CANCELLED_THERE,
                    ANSWERED_ELSEWHERE,
                    DECLINED_HERE,
                    DECLINED_THERE,
                    BUSY,
                    BUSY_HERE,
                    REPLACED,
                    DO_NOT_DISTURB,
                    SCREENED,
                    NO_ANSWER,
                    NO_ANSWER_HERE,
                    UNAVAILABLE,
                    TIMEOUT,
                    TRANSPORT_LOST,
                    MEDIA_FAILED,
                    SOUND_LOST,
                    NO_ACK,
                    INTERNAL -> TEXTS.of("ended", kind);
        };
    }

    /** Why a call ended that took, or was to take, another's place. */
    public static String of(EndReason reason, CallRelations relations) {
        return relations
                .pickedUpAt()
                .map(telephone -> ofPickUp(
                        reason, telephone.displayName().isEmpty() ? telephone.user() : telephone.displayName()))
                .orElseGet(() -> of(reason));
    }

    /** The statuses of RFC 3891 section 3 are about the call that rang, not about whoever is called. */
    private static String ofPickUp(EndReason reason, String telephone) {
        return switch (reason.code()) {
            case SipStatus.NO_SUCH_CALL -> TEXTS.get("pick-up.stopped", telephone);
            case SipStatus.BUSY_HERE, SipStatus.BUSY_EVERYWHERE -> TEXTS.get("pick-up.answered");
            case SipStatus.DECLINE -> TEXTS.get("pick-up.cancelled");
            case SipStatus.NOT_FOUND,
                    SipStatus.GONE,
                    SipStatus.TEMPORARILY_UNAVAILABLE,
                    SipStatus.DOES_NOT_EXIST_ANYWHERE ->
                coded(TEXTS.get("pick-up.not-found", telephone), reason.code());
            case SipStatus.FORBIDDEN,
                    SipStatus.METHOD_NOT_ALLOWED,
                    SipStatus.BAD_EXTENSION,
                    SipStatus.NOT_IMPLEMENTED -> coded(TEXTS.get("pick-up.not-allowed", telephone), reason.code());
            default -> of(reason);
        };
    }

    /** The progress of a transfer that was asked for. */
    public static String of(Transfer transfer) {
        var target = transfer.target().displayName().isEmpty()
                ? transfer.target().user()
                : transfer.target().displayName();
        return switch (transfer.state()) {
            case ASKED, TRYING -> TEXTS.get("transferring.trying", target);
            case RINGING -> TEXTS.get("transferring.ringing", target);
            case DONE -> TEXTS.get("transferring.done", target);
            case FAILED -> TEXTS.get("transferring.failed", target, failure(transfer.code()));
        };
    }

    private static String failure(int code) {
        return switch (code) {
            case 0 -> TEXTS.get("transferring.failed.silent");
            case SipStatus.METHOD_NOT_ALLOWED, SipStatus.BAD_EXTENSION, SipStatus.NOT_IMPLEMENTED ->
                TEXTS.get("transferring.failed.unsupported");
            case SipStatus.FORBIDDEN, SipStatus.DECLINE -> TEXTS.get("transferring.failed.declined");
            case SipStatus.BUSY_HERE, SipStatus.BUSY_EVERYWHERE -> TEXTS.get("transferring.failed.busy");
            case SipStatus.NOT_FOUND, SipStatus.ADDRESS_INCOMPLETE, SipStatus.DOES_NOT_EXIST_ANYWHERE ->
                TEXTS.get("transferring.failed.not-found");
            case SipStatus.REQUEST_TIMEOUT, SipStatus.TEMPORARILY_UNAVAILABLE, SipStatus.REQUEST_TERMINATED ->
                TEXTS.get("transferring.failed.no-answer");
            default -> TEXTS.get("transferring.failed.refused", code);
        };
    }

    /** Why a text message was not sent; {@code code} is the SIP status, 0 where there is no connection. */
    public static String messageNotSent(int code, String phrase) {
        return switch (code) {
            case 0 -> TEXTS.get("not-sent.offline");
            case SipStatus.UNAUTHORIZED, SipStatus.FORBIDDEN, SipStatus.PROXY_AUTHENTICATION_REQUIRED ->
                coded(TEXTS.get("not-sent.forbidden"), code);
            case SipStatus.NOT_FOUND, SipStatus.DOES_NOT_EXIST_ANYWHERE -> coded(TEXTS.get("not-sent.not-found"), code);
            case SipStatus.METHOD_NOT_ALLOWED,
                    SipStatus.UNSUPPORTED_MEDIA_TYPE,
                    SipStatus.NOT_ACCEPTABLE_HERE,
                    SipStatus.NOT_IMPLEMENTED -> coded(TEXTS.get("not-sent.unsupported"), code);
            case SipStatus.REQUEST_TIMEOUT -> TEXTS.get("not-sent.no-answer");
            case SipStatus.REQUEST_ENTITY_TOO_LARGE, SipStatus.MESSAGE_TOO_LARGE ->
                coded(TEXTS.get("not-sent.too-long"), code);
            case SipStatus.TEMPORARILY_UNAVAILABLE -> TEXTS.get("not-sent.unavailable");
            case SipStatus.BUSY_HERE, SipStatus.BUSY_EVERYWHERE -> TEXTS.get("not-sent.busy");
            default ->
                coded(
                        code >= 500 && code < 600 ? TEXTS.get("not-sent.server") : said("not-sent.refused", phrase),
                        code);
        };
    }

    /** A text message that is longer than one may be. */
    public static String messageTooLong(String text) {
        return TEXTS.get("not-sent.over-limit", text.getBytes(StandardCharsets.UTF_8).length, TextMessages.LARGEST);
    }

    /** A message that was on its way when the program ended. */
    public static String messageInterrupted() {
        return TEXTS.get("message.interrupted");
    }

    /** Why an emergency call ended: whoever placed it has to know at once that this telephone is of no help. */
    public static String ofEmergency(EndReason reason) {
        return switch (reason.kind()) {
            case HUNG_UP_HERE, HUNG_UP_THERE, CANCELLED_HERE, ANSWERED_ELSEWHERE -> of(reason);
            case CANCELLED_THERE,
                    FORGOTTEN_THERE,
                    NOT_RESUMED,
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
                    NO_AUDIO,
                    NO_ENCRYPTION,
                    NO_ICE,
                    NO_RTCP_MUX,
                    NO_CODEC,
                    MOVED,
                    SERVER_ERROR,
                    REJECTED,
                    TIMEOUT,
                    TRANSPORT_LOST,
                    MEDIA_FAILED,
                    SOUND_LOST,
                    NO_ACK,
                    INTERNAL -> coded(TEXTS.get("ended.emergency"), reason.code());
        };
    }

    /** What is wrong with the settings file. */
    public static String of(SettingsStore.Problem problem) {
        return switch (problem) {
            case SettingsStore.Problem.Broken(var keptAt) -> TEXTS.get("settings-file.broken", keptAt);
            case SettingsStore.Problem.Newer(var file) -> TEXTS.get("settings-file.newer", file);
            case SettingsStore.Problem.Unused(var file, var values) ->
                TEXTS.get("settings-file.unused", file, String.join(", ", values));
            case SettingsStore.Problem.Unusable(var file, var detail) ->
                TEXTS.get("settings-file.unusable", file, detail);
        };
    }

    /** What is the matter with a database. */
    public static String of(StoreProblem problem) {
        return TEXTS.get(
                "database." + problem.kind().name().toLowerCase(Locale.ROOT),
                TEXTS.of("database.of", problem.contents()),
                problem.file());
    }

    /** A password that could not be kept, or was not to be. */
    public static String passwordInMemory() {
        return TEXTS.get("password.in-memory");
    }

    /** A password that could not be kept in the owner-only file. */
    public static String passwordNotWritten() {
        return TEXTS.get("password.not-written");
    }

    /** A password that is to be forgotten and is still in a store. */
    public static String passwordNotDeleted() {
        return TEXTS.get("password.not-deleted");
    }

    /** A password that the system's secret store did not take. */
    public static String passwordInFile() {
        return TEXTS.get("password.in-file");
    }

    /** Why there is no connection. */
    public static String of(TransportFailure failure) {
        return failure.fact().isEmpty()
                ? TEXTS.of("connection", failure.kind())
                : TEXTS.get("connection.said." + failure.kind().name().toLowerCase(Locale.ROOT), failure.fact());
    }

    /** Why there is no registration. */
    public static String of(SipFailure failure) {
        if (failure.code() == SipStatus.FORBIDDEN && !failure.phrase().isBlank() && !isUsual(failure)) {
            return coded(said("registration.forbidden", failure.phrase()), failure.code());
        }
        return switch (failure.kind()) {
            case REFUSED -> coded(said("registration.refused", failure.phrase()), failure.code());
            case UNKNOWN_USER, SERVER_ERROR -> coded(TEXTS.of("registration", failure.kind()), failure.code());
            case WRONG_CREDENTIALS, NO_COMMON_ALGORITHM, NO_ANSWER, TRANSPORT ->
                TEXTS.of("registration", failure.kind());
        };
    }

    private static boolean isUsual(SipFailure failure) {
        return failure.phrase().strip().equalsIgnoreCase("Forbidden");
    }

    /** Why a text cannot be dialled. */
    public static String of(InvalidAddressException.Kind kind) {
        return TEXTS.of("address", kind);
    }

    /** Why there is no sound. */
    public static String of(MediaException.Kind kind) {
        return TEXTS.of("sound", kind);
    }

    /** To be agreed to before the first recording. */
    public static String recordingLaw() {
        return TEXTS.get("recording.law");
    }

    /** Why whoever is on hold hears silence; {@code cause} is a sentence. */
    public static String silentHold(String cause) {
        return TEXTS.get("hold.silent", cause);
    }

    /** Why a recording ended. */
    public static String of(RecordingFailure failure) {
        return TEXTS.of("recording.ended", failure);
    }

    private static String coded(String words, int code) {
        return code == 0 ? words : TEXTS.get("coded", words, code);
    }

    /** The server's own words where it gave some: the only hint there is for a refusal of no known kind. */
    private static String said(String key, String phrase) {
        var clean = phrase.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.isEmpty()
                ? TEXTS.get(key)
                : TEXTS.get(key + ".said", clean.length() > 80 ? clean.substring(0, 80) + "…" : clean);
    }
}
