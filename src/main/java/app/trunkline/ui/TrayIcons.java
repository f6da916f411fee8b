package app.trunkline.ui;

import app.trunkline.session.SessionView.Icon;
import app.trunkline.session.SessionView.Pixels;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/**
 * The program's icon with a mark for each state, told apart by colour and by shape: a disc, a triangle, a disc with a bar. FX
 * thread.
 */
final class TrayIcons {
    private static final int GREEN = 0xff2b8a3e;
    private static final int RED = 0xffc92a2a;
    private static final int ORANGE = 0xfff08c00;
    private static final int GREY = 0xff868e96;
    private static final int WHITE = 0xffffffff;
    /** Of the icon's width. */
    private static final double RADIUS = 0.26;

    private static final double RIM = 0.06;

    private final Map<TrayState, Icon> made = new EnumMap<>(TrayState.class);
    private final List<Image> images;

    /** A form around the point 0, 0: negative within, its distance outside. */
    private interface Form {
        double distance(double x, double y);
    }

    /** @param images of the program's icon, as they are to be shown */
    TrayIcons(List<Image> images) {
        this.images = images;
    }

    Icon of(TrayState state) {
        return made.computeIfAbsent(
                state,
                each -> new Icon(images.stream().map(image -> draw(image, each)).toList()));
    }

    private static Pixels draw(Image image, TrayState state) {
        var size = (int) image.getWidth();
        var argb = new int[size * size];
        image.getPixelReader().getPixels(0, 0, size, size, PixelFormat.getIntArgbInstance(), argb, 0, size);
        switch (state) {
            case RINGING, TALKING -> mark(argb, size, TrayIcons::disc, GREEN);
            case MISSED -> mark(argb, size, TrayIcons::disc, RED);
            case TROUBLE -> mark(argb, size, TrayIcons::triangle, ORANGE);
            case QUIET -> {
                mark(argb, size, TrayIcons::disc, RED);
                paint(argb, size, TrayIcons::bar, 0, WHITE);
            }
            case CONNECTING -> mark(argb, size, TrayIcons::disc, GREY);
            case READY -> {}
        }
        return new Pixels(size, argb);
    }

    /** With a rim that parts it from the icon below. */
    private static void mark(int[] argb, int size, Form form, int colour) {
        paint(argb, size, form, RIM * size, WHITE);
        paint(argb, size, form, 0, colour);
    }

    /** In the lower right corner, its edge smoothed over one pixel. */
    private static void paint(int[] argb, int size, Form form, double grow, int colour) {
        var radius = RADIUS * size;
        var centre = size - radius - RIM * size;
        for (var y = 0; y < size; y++) {
            for (var x = 0; x < size; x++) {
                var outside = form.distance((x + 0.5 - centre) / radius, (y + 0.5 - centre) / radius) * radius - grow;
                var at = y * size + x;
                argb[at] = blend(argb[at], colour, Math.clamp(0.5 - outside, 0, 1));
            }
        }
    }

    private static double disc(double x, double y) {
        return Math.hypot(x, y) - 1;
    }

    private static double bar(double x, double y) {
        return Math.max(Math.abs(x) - 0.6, Math.abs(y) - 0.2);
    }

    private static double triangle(double x, double y) {
        return Math.max(y - 0.8, Math.abs(x) * 0.87 - y * 0.5 - 0.5);
    }

    /** Puts a share of the opaque colour over what is there. */
    private static int blend(int below, int colour, double share) {
        var alpha = (below >>> 24) / 255.0;
        var sum = share + alpha * (1 - share);
        if (share == 0 || sum == 0) {
            return below;
        }
        var mixed = (int) Math.round(sum * 255) << 24;
        for (var shift = 16; shift >= 0; shift -= 8) {
            var over = (colour >> shift & 0xff) * share;
            var under = (below >> shift & 0xff) * alpha * (1 - share);
            mixed |= (int) Math.round((over + under) / sum) << shift;
        }
        return mixed;
    }
}
