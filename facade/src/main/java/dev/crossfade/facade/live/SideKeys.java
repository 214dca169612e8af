package dev.crossfade.facade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a group's side entries; {@link DocumentLiveStore} draws them.
 *
 * @param group 1 to 63 bytes of UTF-8 without a slash
 */
record SideKeys(String group) {
  /** What a person changed in a file while nobody had it open; of all groups. */
  static final String EDITED = StoreKeys.SIDE + "edited/";

  /** Behind the keys of all side entries, and before those of all entries behind them. */
  static final String PAST_ALL = StoreKeys.SIDE + "\uDBFF\uDFFF";

  private static final int GROUP_BYTES_MAX = 63;

  SideKeys {
    int bytes = StoreKeys.check(group).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > GROUP_BYTES_MAX || group.indexOf('/') >= 0) {
      throw new IllegalArgumentException("expected a group of 1 to 63 bytes without a slash");
    }
  }

  String control() {
    return StoreKeys.SIDE + "control/" + group;
  }

  String outbox() {
    return StoreKeys.SIDE + "outbox/" + group + "/";
  }

  String changed() {
    return StoreKeys.SIDE + "changed/" + group + "/";
  }

  String whole() {
    return StoreKeys.SIDE + "whole/" + group + "/";
  }

  String dead() {
    return StoreKeys.SIDE + "dead/" + group + "/";
  }

  /** Of a digest, since any text can be the key of a row that cannot be kept here. */
  String dead(String table, String key) {
    MessageDigest digest = sha256();
    digest.update(table.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(key.getBytes(StandardCharsets.UTF_8));
    return dead() + HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /** The control row in a state of the store, or null. */
  @Nullable ControlRow controlIn(StoreSnapshot state) {
    Document document = state.get(control());
    return document == null ? null : ControlRow.of(document, group);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
