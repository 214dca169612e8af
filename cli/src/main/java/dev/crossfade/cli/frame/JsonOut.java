package dev.crossfade.cli.frame;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes one JSON document as a stream. Calls chain; every object and array needs its end. */
public final class JsonOut implements AutoCloseable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator generator;

  /**
   * @param out where to; stays open
   * @param indented whether a person reads it
   */
  public JsonOut(OutputStream out, boolean indented) {
    try {
      generator = FACTORY.createGenerator(out);
      generator.setPrettyPrinter(indented ? new DefaultPrettyPrinter() : null);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Begins an object in an array or as the document. */
  public JsonOut object() {
    return write(generator::writeStartObject);
  }

  /** Begins an object that is a field. */
  public JsonOut object(String name) {
    return write(() -> generator.writeObjectFieldStart(name));
  }

  /** Begins an array in an array or as the document. */
  public JsonOut array() {
    return write(generator::writeStartArray);
  }

  /** Begins an array that is a field. */
  public JsonOut array(String name) {
    return write(() -> generator.writeArrayFieldStart(name));
  }

  /** Ends the innermost object or array. */
  public JsonOut end() {
    return write(
        () -> {
          if (generator.getOutputContext().inArray()) {
            generator.writeEndArray();
          } else {
            generator.writeEndObject();
          }
        });
  }

  /** A field with text, or null. */
  public JsonOut field(String name, @Nullable String value) {
    return write(() -> generator.writeStringField(name, value));
  }

  /** A field with an integer. */
  public JsonOut field(String name, long value) {
    return write(() -> generator.writeNumberField(name, value));
  }

  /** A field with a number. */
  public JsonOut field(String name, double value) {
    return write(() -> generator.writeNumberField(name, value));
  }

  /** A field with a truth value. */
  public JsonOut field(String name, boolean value) {
    return write(() -> generator.writeBooleanField(name, value));
  }

  /** A field whose value follows by {@link #value}, {@link #raw} or {@link #nothing}. */
  public JsonOut name(String name) {
    return write(() -> generator.writeFieldName(name));
  }

  /** An element, or the value of a field begun by {@link #name}. */
  public JsonOut value(String value) {
    return write(() -> generator.writeString(value));
  }

  /** An element, or the value of a field begun by {@link #name}, that is JSON already. */
  public JsonOut raw(String json) {
    return write(() -> generator.writeRawValue(json));
  }

  /** A null as an element, or as the value of a field begun by {@link #name}. */
  public JsonOut nothing() {
    return write(generator::writeNull);
  }

  /** A line break after a document of JSON lines. */
  public JsonOut line() {
    return write(() -> generator.writeRaw('\n'));
  }

  @Override
  public void close() {
    write(generator::close);
  }

  private JsonOut write(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
