package dev.cohort.sleep.importing;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Apple's {@code export.zip} or the {@code export.xml} in it, of any size, in one pass. The document type that Apple
 * writes inside the file is passed over (that of some releases is not even well-formed): nothing is fetched, and an
 * entity, which an export never has, is refused.
 */
final class AppleHealthFile implements FileFormat {

    private static final XMLInputFactory READERS = readers();

    @Override
    public void read(InputStream file, Reading reading, RecordSink sink) throws IOException {
        ExportZip.read(file, xml -> readXml(xml, reading, sink));
    }

    private static void readXml(InputStream xml, Reading reading, RecordSink sink) throws IOException {
        var guarded = new GuardedStream(xml);
        XMLStreamReader events = null;
        try {
            events = READERS.createXMLStreamReader(guarded);
            readEvents(events, guarded, new AppleRecords(reading, sink));
        } catch (XMLStreamException broken) {
            if (broken.getNestedException() instanceof CharConversionException) {
                throw new UnreadableFile("The XML is not in the encoding that it declares (without one: UTF-8).");
            }
            if (broken.getNestedException() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw unreadable(broken);
        } finally {
            close(events);
        }
    }

    private static void readEvents(XMLStreamReader events, GuardedStream guarded, AppleRecords records)
            throws XMLStreamException {
        boolean rootSeen = false;
        while (events.hasNext()) {
            int event = events.next();
            guarded.event();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (!rootSeen) {
                    checkRoot(events.getLocalName());
                    rootSeen = true;
                }
                records.start(events);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                records.end(events);
            } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new UnreadableFile("Line " + events.getLocation().getLineNumber()
                        + " uses an entity; an export of Apple Health has none, and none is expanded.");
            }
        }
    }

    private static void checkRoot(String root) {
        if (!root.equals("HealthData")) {
            throw new UnreadableFile("This is no export of Apple Health: it starts with <" + Texts.shortened(root, 50)
                    + ">, not with <HealthData>.");
        }
    }

    private static UnreadableFile unreadable(XMLStreamException broken) {
        String where = broken.getLocation() == null
                ? ""
                : " at line " + broken.getLocation().getLineNumber();
        return new UnreadableFile("The XML is damaged, ends too early or uses what an export of Apple Health"
                + " does not have" + where + ": " + reason(broken) + " Nothing of it was taken.");
    }

    /** The parser's own words, without the position that it puts before them. */
    private static String reason(XMLStreamException broken) {
        String text = broken.getMessage() == null ? "" : broken.getMessage();
        int words = text.indexOf("Message: ");
        return Texts.shortened(words < 0 ? text : text.substring(words + "Message: ".length()), 200);
    }

    private static void close(@Nullable XMLStreamReader events) throws IOException {
        try {
            if (events != null) {
                events.close();
            }
        } catch (XMLStreamException broken) {
            throw new IOException(broken);
        }
    }

    private static XMLInputFactory readers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // The JDK counts the line ends of the document as an entity and stops at 100,000; entities are refused anyway.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        return factory;
    }
}
