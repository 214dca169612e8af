package dev.crossfade.facade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.store.StoreTransaction;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an application does to a store whose groups may take part in live migrations: the fence and
 * the outbox of {@link DocumentLiveStore}. In one transaction of the store it looks whether the
 * group of each key that is used is open, writes, and enters what was changed. Nothing of a
 * transaction is done when one of its groups is closed.
 *
 * <p>A group without a control entry is not followed: its writes cost one look more.
 *
 * <p>Errors beyond those of {@link Store}: CF-7341 with the group as its detail when that is
 * closed, CF-7342 when its control entry should be there and is not, CF-7343 when it cannot be
 * read. Keys of side entries are refused with CF-7002. Safe for any number of threads.
 */
public final class OpenWrites {
  private final Store store;
  private final Function<String, @Nullable String> groupOf;
  private final Predicate<String> followed;
  private final Map<String, Group> groups = new ConcurrentHashMap<>();

  /** A group and what was read of it last: a store may give the same document many times. */
  private static final class Group {
    final SideKeys keys;
    final String control;
    final String outbox;
    final CommitSignal signal = new CommitSignal();
    private volatile @Nullable Read read;

    private record Read(Document document, ControlRow row) {}

    Group(String name) {
      keys = new SideKeys(name);
      control = keys.control();
      outbox = keys.outbox();
    }

    @SuppressWarnings("ReferenceEquality") // another object is decoded again
    ControlRow row(Document document) {
      Read last = read;
      if (last != null && last.document() == document) {
        return last.row();
      }
      ControlRow row = ControlRow.of(document, keys.group());
      read = new Read(document, row);
      return row;
    }
  }

  /**
   * Of groups that may or may not be followed.
   *
   * @param groupOf the group of a key, or null for a key that is in none; the same answer every
   *     time, from any thread
   */
  public OpenWrites(Store store, Function<String, @Nullable String> groupOf) {
    this(store, groupOf, group -> false);
  }

  /**
   * @param followed whether a group is known to be followed, so that its control entry must be
   *     there
   */
  public OpenWrites(
      Store store, Function<String, @Nullable String> groupOf, Predicate<String> followed) {
    this.store = store;
    this.groupOf = groupOf;
    this.followed = followed;
  }

  private Group group(String name) {
    Group known = groups.get(name);
    return known != null ? known : groups.computeIfAbsent(name, Group::new);
  }

  /** The signal that is given when a write of a group was committed here. */
  public CommitSignal signal(String group) {
    return group(group).signal;
  }

  /** The control row of a group, or null while it is not followed. */
  public @Nullable StoreState state(String name) {
    Group group = group(name);
    Document document = store.get(group.control);
    return document == null ? null : group.row(document).state();
  }

  /** The same in a state of the store. */
  public static @Nullable StoreState stateIn(StoreSnapshot state, String name) {
    ControlRow row = new SideKeys(name).controlIn(state);
    return row == null ? null : row.state();
  }

  /** Whether a key of a group was written and is not known to have been brought over since. */
  public boolean isDirty(String name, String key) {
    return store.get(group(name).outbox + key) != null;
  }

  /** As {@link Store#put}. */
  public void put(String key, Document value) {
    write(
        work -> {
          work.put(key, value);
          return true;
        });
  }

  /** As {@link Store#delete}. */
  public boolean delete(String key) {
    return inTransaction(work -> work.delete(key));
  }

  /** As {@link Store#update}. */
  public @Nullable Document update(String key, UnaryOperator<@Nullable Document> change) {
    return this.<@Nullable Document>inTransaction(
        work -> {
          Document after = change.apply(work.get(key));
          if (after == null) {
            work.delete(key);
          } else {
            work.put(key, after);
          }
          return after;
        });
  }

  /**
   * As {@link Store#inTransaction}. All groups of the keys that it reads or writes must be open.
   */
  public <T extends @Nullable Object> T inTransaction(Function<StoreTransaction, T> work) {
    return write(work).result();
  }

  /** As {@link #inTransaction}; tells what was entered, for {@link #isPending}. */
  public <T extends @Nullable Object> Committed<T> write(Function<StoreTransaction, T> work) {
    Fenced<T> done =
        store.inTransaction(
            transaction -> {
              Fenced<T> fenced = new Fenced<>(transaction);
              fenced.run(work);
              return fenced;
            });
    FaultPoints.hit("document.written");
    return done.end();
  }

  /** Whether something of a transaction still waits in an outbox. */
  public boolean isPending(Committed<?> written) {
    for (Map.Entry<String, Long> entry : written.entries().entrySet()) {
      Document there = store.get(entry.getKey());
      if (there != null && OutboxEntry.of(there).id() == entry.getValue()) {
        return true;
      }
    }
    return false;
  }

  /** A transaction that looks before it does anything. */
  private final class Fenced<T extends @Nullable Object> implements StoreTransaction {
    private final StoreTransaction transaction;
    private final Map<Group, Boolean> looked = new HashMap<>(4);
    private final Map<String, Long> entries = new HashMap<>(4);
    private final Map<Group, Boolean> changed = new HashMap<>(4);
    private @Nullable Committed<T> written;

    Fenced(StoreTransaction transaction) {
      this.transaction = transaction;
    }

    void run(Function<StoreTransaction, T> work) {
      written = new Committed<>(work.apply(this), entries);
    }

    Committed<T> end() {
      changed.keySet().forEach(group -> group.signal.give());
      Committed<T> ended = written;
      if (ended == null) {
        throw new IllegalStateException("the transaction did not run");
      }
      return ended;
    }

    /** The group of a key if it is followed, which is open then; else null. */
    private @Nullable Group look(String key) {
      String name = StoreKeys.isSide(key) ? null : groupOf.apply(key);
      if (name == null) {
        return null;
      }
      Group group = group(name);
      Boolean known = looked.get(group);
      if (known == null) {
        known = isFollowed(group);
        looked.put(group, known);
      }
      return known ? group : null;
    }

    private boolean isFollowed(Group group) {
      String name = group.keys.group();
      Document document = transaction.get(group.control);
      if (document == null) {
        if (followed.test(name)) {
          throw new CrossfadeException(ErrorCode.CF_7342, "group " + name);
        }
        return false;
      }
      if (!group.row(document).state().open()) {
        throw new CrossfadeException(ErrorCode.CF_7341, name);
      }
      return true;
    }

    private @Nullable Group lookForWriting(String key) {
      if (StoreKeys.isSide(key)) {
        throw new CrossfadeException(ErrorCode.CF_7002, "expected no key of a side entry");
      }
      return look(key);
    }

    private void enter(@Nullable Group group, String key) {
      if (group != null) {
        String entry = group.outbox + key;
        long id = EntryNumbers.next();
        transaction.put(entry, new Document.Int(id));
        entries.put(entry, id);
        changed.put(group, true);
      }
    }

    @Override
    public @Nullable Document get(String key) {
      look(key);
      return transaction.get(key);
    }

    @Override
    public void put(String key, Document value) {
      Group group = lookForWriting(key);
      transaction.put(key, value);
      enter(group, key);
    }

    @Override
    public boolean delete(String key) {
      Group group = lookForWriting(key);
      boolean there = transaction.delete(key);
      if (there) {
        enter(group, key);
      }
      return there;
    }
  }
}
