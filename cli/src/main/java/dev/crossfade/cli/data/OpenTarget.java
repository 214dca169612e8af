package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.move.MoveOptions;
import dev.crossfade.move.MoveTarget;
import dev.crossfade.postgres.PostgresTarget;
import dev.crossfade.postgres.catalog.PostgresSchemaReader;
import dev.crossfade.postgres.connect.Connector;

/** Opens the target that a command works on. */
public final class OpenTarget {
  private OpenTarget() {}

  /** Opens the target, announces it, and holds it against what writing needs. */
  public static MoveTarget open(Session session, TargetOptions options) {
    ChosenTarget chosen = ChosenTarget.open(session, options);
    Connector connector = chosen.connector();
    connector.requireWritable();
    return open(chosen, connector);
  }

  /** The same for a move, which a missing right would else end after all rows were copied. */
  static MoveTarget openFor(Session session, TargetOptions options, MoveOptions move) {
    ChosenTarget chosen = ChosenTarget.open(session, options);
    Connector connector = chosen.connector();
    connector.requireWritable();
    connector.requireRights(move.schema(), move.scope() != MoveOptions.Scope.DATA_ONLY);
    return open(chosen, connector);
  }

  private static MoveTarget open(ChosenTarget chosen, Connector connector) {
    PostgresTarget target = new PostgresTarget(connector::open);
    return new MoveTarget(
        chosen.url().display(),
        target,
        schema -> new PostgresSchemaReader(connector::open, schema).read());
  }
}
