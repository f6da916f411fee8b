package app.trunkline.ui;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/** Writes and compares JavaFX images; without AWT, which JavaFX's own converter would bring along. */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] RGBA_8 = {8, 6, 0, 0, 0};

    private Png() {}

    /** Writes the image (PNG, ISO/IEC 15948) with 8 bits of red, green, blue and alpha. */
    public static void write(Image image, Path file) throws IOException {
        var width = (int) image.getWidth();
        var height = (int) image.getHeight();
        var pixels = image.getPixelReader();
        var packed = new ByteArrayOutputStream();
        var colours = new int[width];
        // A row at a time, behind the byte that names its filter: the compressor is native and each call of it costs.
        var row = ByteBuffer.allocate(1 + 4 * width);
        try (var out = new DeflaterOutputStream(packed)) {
            for (var y = 0; y < height; y++) {
                pixels.getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), colours, 0, width);
                row.clear().put((byte) 0);
                for (var argb : colours) {
                    row.putInt(argb << 8 | argb >>> 24);
                }
                out.write(row.array());
            }
        }
        var head = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(head)) {
            out.writeInt(width);
            out.writeInt(height);
            out.write(RGBA_8);
        }
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", head.toByteArray());
            chunk(out, "IDAT", packed.toByteArray());
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        body.writeBytes(data);
        var crc = new CRC32();
        crc.update(body.toByteArray());
        out.writeInt(data.length);
        out.write(body.toByteArray());
        out.writeInt((int) crc.getValue());
    }

    /** Mean difference of a channel, 0 to 255; transparent pixels are alike whatever their colour. */
    public static double difference(Image a, Image b) {
        double sum = 0;
        var width = (int) a.getWidth();
        var height = (int) a.getHeight();
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                var one = a.getPixelReader().getColor(x, y);
                var two = b.getPixelReader().getColor(x, y);
                sum += Math.abs(one.getOpacity() - two.getOpacity())
                        + Math.abs(one.getRed() * one.getOpacity() - two.getRed() * two.getOpacity())
                        + Math.abs(one.getGreen() * one.getOpacity() - two.getGreen() * two.getOpacity())
                        + Math.abs(one.getBlue() * one.getOpacity() - two.getBlue() * two.getOpacity());
            }
        }
        return 255 * sum / (4.0 * width * height);
    }
}
