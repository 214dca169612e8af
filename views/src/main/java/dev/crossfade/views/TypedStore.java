package dev.crossfade.views;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreKeys;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents under one prefix of a store as objects of one type, for example a record. Jackson
 * converts, as the given mapper is configured, with these kinds of its values and ours:
 *
 * <pre>
 * null, boolean, text    nil, boolean, text
 * int, long              64-bit integer
 * BigInteger             big integer
 * float, double          double
 * BigDecimal             decimal, with its scale
 * Instant, UUID          moment, UUID; read from text, too
 * array, collection      vector
 * object, map            map, with keys of text or keywords ({@link KeyNaming})
 * byte[]                 text in Base64
 * </pre>
 *
 * <p>Writing takes the whole document's place: what the type does not know of it is gone, and a
 * number has the kind of its field afterwards. Other kinds of documents, such as sets, symbols or
 * keywords as values, are refused; the store itself reads and writes them.
 *
 * <p>As safe for several threads as the store. Errors beyond the store's: CF-7328 for what has no
 * counterpart, CF-7329 for what does not fit the type; they name the place by its keys, and hold no
 * values.
 *
 * @param <T> the type
 */
public final class TypedStore<T> {
  private final Store store;
  private final String prefix;
  private final Conversion<T> conversion;

  private TypedStore(Store store, String prefix, Conversion<T> conversion) {
    this.store = store;
    this.prefix = prefix;
    this.conversion = conversion;
  }

  /** A view that writes keys as text. */
  public static <T> TypedStore<T> of(
      Store store, String prefix, Class<T> type, ObjectMapper mapper) {
    return of(store, prefix, mapper.constructType(type), mapper);
  }

  /**
   * A view that writes keys as text.
   *
   * @param store closed by its owner, not by the view
   * @param prefix what the keys in the store begin with; empty for all
   * @param type as the mapper's type factory makes it; that {@code T} stands for it is not checked
   * @param mapper copied: later changes to it are not seen
   */
  public static <T> TypedStore<T> of(
      Store store, String prefix, JavaType type, ObjectMapper mapper) {
    return new TypedStore<>(store, prefix, new Conversion<>(mapper, type, KeyNaming.KEYS_AS_TEXT));
  }

  /** The same with another choice of what names become. */
  public TypedStore<T> with(KeyNaming naming) {
    return new TypedStore<>(store, prefix, conversion.with(naming));
  }

  /**
   * The object under a key, or null; also where the document is nil.
   *
   * @param key what follows the prefix
   * @throws CrossfadeException CF-7328, CF-7329
   */
  public @Nullable T get(String key) {
    Document document = store.get(prefix + key);
    return document == null ? null : conversion.read(document);
  }

  /**
   * Puts an object under a key.
   *
   * @param key what follows the prefix
   * @throws CrossfadeException CF-7328, CF-7329; nothing was written
   */
  public void put(String key, T value) {
    store.put(prefix + key, conversion.write(Objects.requireNonNull(value, "value")));
  }

  /** Takes a key away; says whether it was there. */
  public boolean delete(String key) {
    return store.delete(prefix + key);
  }

  /**
   * Reads, changes and writes as one transaction, as {@link Store#update} does.
   *
   * @param key what follows the prefix
   * @param change takes the object, or null; gives what shall be there, or null for nothing
   * @return what {@code change} gave
   * @throws CrossfadeException CF-7328, CF-7329; nothing was written
   */
  public @Nullable T update(String key, UnaryOperator<@Nullable T> change) {
    Last<T> last = new Last<>();
    store.update(
        prefix + key,
        old -> {
          T after = change.apply(old == null ? null : conversion.read(old));
          last.value = after;
          return after == null ? null : conversion.write(after);
        });
    return last.value;
  }

  private static final class Last<T> {
    @Nullable T value;
  }

  /**
   * The entries whose keys begin with a text, in the order of their keys, all from one state of the
   * store. To be closed. One that cannot be read ends reading with its error.
   *
   * @param keys what follows the view's prefix in the keys begins with this; empty for all
   */
  public Stream<TypedEntry<T>> scan(String keys) {
    String begin = prefix + keys;
    return store
        .scan(begin)
        // Notes about the store are no objects of the application.
        .filter(entry -> StoreKeys.isSide(begin) || !StoreKeys.isSide(entry.key()))
        .map(
            entry ->
                new TypedEntry<>(
                    entry.key().substring(prefix.length()), conversion.read(entry.value())));
  }
}
