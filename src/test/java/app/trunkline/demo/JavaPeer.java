package app.trunkline.demo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Vector;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UDPTransport;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** The phone's end of an echo call in plain Java: checks, shakes hands, speaks and listens on one socket. */
final class JavaPeer implements AutoCloseable {
    final DatagramSocket socket;
    private final Certificates.Identity identity = Certificates.selfSigned(Instant.now());
    private byte[] material = {};

    JavaPeer() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(5000);
    }

    /** An offer of opus from this peer, with the true fingerprint or another. */
    String offer(String direction, String user, boolean honest) throws GeneralSecurityException {
        var print = DtlsServer.fingerprint("sha-256", identity.certificate().getEncoded());
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
                + "m=audio 9 UDP/TLS/RTP/SAVPF 111 110\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=rtcp-mux\r\na=ice-ufrag:"
                + user + "\r\na=ice-pwd:aaaaaaaaaaaaaaaaaaaaaaaa\r\na=setup:actpass\r\na=" + direction
                + "\r\na=fingerprint:sha-256 "
                + (honest ? print : print.replace('A', 'B').replace('1', '2'))
                + "\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:110 telephone-event/48000\r\n";
    }

    /** The loopback candidate of an answer. */
    static InetSocketAddress candidate(String sdp) {
        var port = ScriptedPhone.find("a=candidate:1 1 udp \\d+ 127\\.0\\.0\\.1 (\\d+) typ host", sdp);
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.getFirst()));
    }

    /** Sends a connectivity check and returns the answer's type, such as 0x0101. */
    int check(String sdp, String password, boolean controlled) throws IOException, GeneralSecurityException {
        var name =
                (ScriptedPhone.find("a=ice-ufrag:(\\S+)", sdp).getFirst() + ":peer").getBytes(StandardCharsets.UTF_8);
        int padded = (name.length + 3) & ~3;
        var out = ByteBuffer.allocate(20 + 4 + padded + 4 + (controlled ? 12 : 0) + 24 + 8);
        out.putShort((short) 1).putShort((short) (out.capacity() - 20 - 8)).putInt(0x2112A442);
        out.put("transaction!".getBytes(StandardCharsets.US_ASCII));
        out.putShort((short) 6).putShort((short) name.length).put(name).position(24 + padded);
        out.putShort((short) 0x25).putShort((short) 0);
        if (controlled) {
            out.putShort((short) 0x8029).putShort((short) 8).putLong(1);
        }
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        var hmac = mac.doFinal(Arrays.copyOf(out.array(), out.position()));
        out.putShort((short) 8).putShort((short) 20).put(hmac);
        out.putShort(2, (short) (out.capacity() - 20));
        var crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        out.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ 0x5354554E);
        send(out.array(), candidate(sdp));
        return ByteBuffer.wrap(receive()).getShort();
    }

    int check(String sdp) throws IOException, GeneralSecurityException {
        return check(sdp, ScriptedPhone.find("a=ice-pwd:(\\S+)", sdp).getFirst(), false);
    }

    void send(byte[] datagram, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, to));
    }

    byte[] receive() throws IOException {
        var packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** The next packet that is RTP (or RTCP). */
    byte[] receiveMedia(boolean control) throws IOException {
        while (true) {
            var packet = receive();
            int type = packet[1] & 0xFF;
            if ((packet[0] & 0xC0) == 0x80 && (type >= 192 && type < 224) == control) {
                return packet;
            }
        }
    }

    /** Shakes hands as the DTLS client, and checks that the other end is the one of the SDP. */
    DTLSTransport connect(String sdp) throws IOException {
        socket.connect(candidate(sdp));
        var crypto = new BcTlsCrypto(new SecureRandom());
        var transport = new DTLSClientProtocol().connect(new Client(crypto, sdp), new UDPTransport(socket, 1452));
        socket.disconnect();
        return transport;
    }

    Srtp sending() {
        return new Srtp(Arrays.copyOfRange(material, 0, 16), Arrays.copyOfRange(material, 32, 46));
    }

    Srtp receiving() {
        return new Srtp(Arrays.copyOfRange(material, 16, 32), Arrays.copyOfRange(material, 46, 60));
    }

    @Override
    public void close() {
        socket.close();
    }

    private final class Client extends DefaultTlsClient {
        private final BcTlsCrypto bc;
        private final String sdp;

        Client(BcTlsCrypto crypto, String sdp) {
            super(crypto);
            bc = crypto;
            this.sdp = sdp;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.DTLSv12.only();
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public Hashtable getClientExtensions() throws IOException {
            var extensions = super.getClientExtensions();
            TlsSRTPUtils.addUseSRTPExtension(
                    extensions,
                    new UseSRTPData(
                            new int[] {SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80}, TlsUtils.EMPTY_BYTES));
            return extensions;
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 60);
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                    var encoded = server.getCertificate().getCertificateAt(0).getEncoded();
                    if (!sdp.contains("a=fingerprint:sha-256 " + DtlsServer.fingerprint("sha-256", encoded))) {
                        throw new IOException("not the certificate of the SDP");
                    }
                }

                @Override
                public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                    try {
                        return new BcDefaultTlsCredentialedSigner(
                                new TlsCryptoParameters(context),
                                bc,
                                PrivateKeyFactory.createKey(identity.key().getEncoded()),
                                new org.bouncycastle.tls.Certificate(new TlsCertificate[] {
                                    new BcTlsCertificate(
                                            bc, identity.certificate().getEncoded())
                                }),
                                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
                    } catch (GeneralSecurityException e) {
                        throw new IOException(e);
                    }
                }
            };
        }

        /** What the library asks for in vain is of no interest here. */
        @Override
        @SuppressWarnings("rawtypes")
        protected Vector getSNIServerNames() {
            return new Vector();
        }
    }
}
