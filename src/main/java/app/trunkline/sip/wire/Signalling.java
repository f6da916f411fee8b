package app.trunkline.sip.wire;

import app.trunkline.loop.EventLoop;
import app.trunkline.sip.Account;

/** What a user agent's requests outside of calls are made with. On the loop. */
public record Signalling(
        Account account, SipStack stack, Requests requests, DigestAuthenticator digest, EventLoop loop) {}
