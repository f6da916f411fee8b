package app.trunkline.sip.event;

import app.trunkline.sip.wire.DisplayName;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML that somebody else wrote, read so that it can do no harm: no document type, no entities of its own, nothing
 * fetched, and a limit on its size. Pure.
 */
final class XmlBody {
    private static final Logger LOG = LoggerFactory.getLogger(XmlBody.class);
    /** A busy switchboard's full state has some 200 bytes a call. */
    private static final int LARGEST = 32 * 1024;

    private XmlBody() {}

    /** The root, if the text is a document with that root; empty and logged where it is not. */
    static Optional<Element> root(String text, String namespace, String name) {
        if (text.length() > LARGEST) {
            LOG.warn("an XML body of {} characters was left unread", text.length());
            return Optional.empty();
        }
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            // The default one prints on standard error.
            builder.setErrorHandler(new DefaultHandler());
            var root = builder.parse(new InputSource(new StringReader(text.strip())))
                    .getDocumentElement();
            return Optional.ofNullable(root).filter(element -> is(element, namespace, name));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("there is no XML parser", e);
        } catch (SAXException | IOException e) {
            LOG.info("an XML body could not be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    static boolean is(Element element, String namespace, String name) {
        return name.equals(element.getLocalName()) && namespace.equals(element.getNamespaceURI());
    }

    /** The elements right below, of any name. */
    static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> name.equals(child.getLocalName()))
                .toList();
    }

    static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    /** The text inside, on one line and of bounded length: it is shown to people. */
    static String text(Element element) {
        var text = DisplayName.of(element.getTextContent().replaceAll("[\\s\\p{Cntrl}]+", " "));
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
