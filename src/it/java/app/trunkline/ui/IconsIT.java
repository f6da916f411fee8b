package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.it.Priority;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.transform.Transform;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * The icon's PNGs are drawn from {@code assets/icons/trunkline.svg}. With {@code -Dtrunkline.icons.write=true} they are
 * written anew instead of compared.
 */
class IconsIT {
    private static final Path ICONS = Path.of("assets", "icons");
    private static final double DRAWN_AT = 512;

    @BeforeAll
    static void giveWayToSound() {
        Priority.lower();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 48, 64, 128, 256, 512})
    void pngIsDrawnFromTheSvg(int size) throws Exception {
        var shapes = shapes();
        var drawn = Toolkit.call(() -> draw(shapes, size));
        var file = ICONS.resolve("trunkline-" + size + ".png");
        if (Boolean.getBoolean("trunkline.icons.write")) {
            Png.write(drawn, file);
        }
        Image kept;
        try (var in = Files.newInputStream(file)) {
            kept = new Image(in);
        }
        assertThat(kept.getWidth()).isEqualTo(size);
        assertThat(Png.difference(drawn, kept))
                .as("mean difference of a channel, 0 to 255")
                .isLessThan(3);
    }

    private static Image draw(List<Node> shapes, int size) {
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(Transform.scale(size / DRAWN_AT, size / DRAWN_AT));
        parameters.setViewport(new javafx.geometry.Rectangle2D(0, 0, size, size));
        return new Group(shapes).snapshot(parameters, null);
    }

    /** The few elements of SVG that the drawing is made of. */
    private static List<Node> shapes() throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        var root = factory.newDocumentBuilder()
                .parse(new File(ICONS.toFile(), "trunkline.svg"))
                .getDocumentElement();
        List<Node> shapes = new ArrayList<>();
        for (var child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                switch (element.getTagName()) {
                    case "rect" -> shapes.add(rect(element, root));
                    case "path" -> shapes.add(path(element, root));
                    case "title", "defs" -> {}
                    default -> throw new IllegalArgumentException(element.getTagName());
                }
            }
        }
        return shapes;
    }

    private static Rectangle rect(Element e, Element root) {
        var rectangle = new Rectangle(number(e, "x"), number(e, "y"), number(e, "width"), number(e, "height"));
        rectangle.setArcWidth(2 * number(e, "rx"));
        rectangle.setArcHeight(2 * number(e, "rx"));
        paint(rectangle, e, root);
        return rectangle;
    }

    private static SVGPath path(Element e, Element root) {
        var path = new SVGPath();
        path.setContent(e.getAttribute("d"));
        paint(path, e, root);
        return path;
    }

    private static void paint(Shape shape, Element e, Element root) {
        var fill = e.getAttribute("fill");
        shape.setFill(
                switch (fill) {
                    case "none" -> null;
                    case "url(#sky)" -> gradient(root);
                    default -> Color.web(fill);
                });
        if (e.hasAttribute("stroke")) {
            shape.setStroke(Color.web(e.getAttribute("stroke")));
            shape.setStrokeWidth(number(e, "stroke-width"));
            shape.setStrokeLineCap(StrokeLineCap.ROUND);
        }
    }

    private static LinearGradient gradient(Element root) {
        var stops = root.getElementsByTagName("stop");
        List<Stop> colours = new ArrayList<>();
        for (var i = 0; i < stops.getLength(); i++) {
            var stop = (Element) Objects.requireNonNull(stops.item(i));
            colours.add(new Stop(number(stop, "offset"), Color.web(stop.getAttribute("stop-color"))));
        }
        return new LinearGradient(0, 0, 0, 1, true, CycleMethod.NO_CYCLE, colours);
    }

    private static double number(Element e, String name) {
        return Double.parseDouble(e.getAttribute(name));
    }
}
