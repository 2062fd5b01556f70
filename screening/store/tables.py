"""The ledger's tables, the same on SQLite and PostgreSQL.

The first migration writes them out again by hand; a test holds the two together.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from screening.store.columns import Duration, ExactDecimal, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_SERIAL = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column called exactly INTEGER."""

candidacies = Table(
    "candidacies",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("candidacy_id", String, nullable=False),
    Column("owner", String),
    Column("fence", Integer, nullable=False),
    Column("lease_until", UtcDateTime),
    # Stays set while a lease is held, so that a crash leaves the work due.
    Column("next_at", UtcDateTime),
    # Work noticed while a lease is held; becomes next_at when the lease ends.
    Column("again_at", UtcDateTime),
    Column("since", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("crashes", Integer, nullable=False),
    Column("seen_step", String),
    Column("seen_step_updated_at", UtcDateTime),
    # The candidacy as the poll saw it, so that its first reading need not be repeated.
    Column("seen", Text),
    # Raised when a decided candidacy is to be looked at anew; part of the job key.
    Column("round", Integer, nullable=False),
    Column("park_reason", String),
    UniqueConstraint("tenant", "candidacy_id"),
    CheckConstraint("(owner IS NULL) = (lease_until IS NULL)", name="lease_is_whole"),
    CheckConstraint("owner IS NULL OR next_at IS NOT NULL", name="held_work_stays_due"),
    CheckConstraint("again_at IS NULL OR owner IS NOT NULL", name="again_only_while_held"),
    Index(None, "next_at"),
)

screenings = Table(
    "screenings",
    metadata,
    Column("id", String, primary_key=True),
    Column("candidacy", ForeignKey("candidacies.id"), nullable=False),
    # Counts a candidacy's screenings from 1: their order when times are equal.
    Column("number", Integer, nullable=False),
    Column("step", String, nullable=False),
    Column("step_updated_at", UtcDateTime, nullable=False),
    Column("round", Integer, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String),
    Column("reason", String),
    Column("reference", String),
    Column("basis", String),
    # The basis while the decision stands; NULL once it is certain that none of its effects
    # exists or can still be sent. Unique, so that a basis is decided once per candidacy.
    Column("standing_basis", String),
    Column("record", Text),
    Column("decided_at", UtcDateTime),
    UniqueConstraint("candidacy", "step", "step_updated_at", "round"),
    UniqueConstraint("candidacy", "number"),
    UniqueConstraint("candidacy", "standing_basis"),
    CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="end_is_whole"),
    CheckConstraint("(record IS NULL) = (decided_at IS NULL)", name="decision_is_whole"),
)

findings = Table(
    "findings",
    metadata,
    Column("screening", ForeignKey("screenings.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("requirement_id", String, nullable=False),
    Column("kind", String),
    Column("answer", String, nullable=False),
    Column("claimed", String, nullable=False),
    Column("demotion", String),
    Column("evidence", Text, nullable=False),
)

effects = Table(
    "effects",
    metadata,
    Column("id", String, primary_key=True),
    Column("screening", ForeignKey("screenings.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("reference", String, nullable=False),
    Column("action", Text, nullable=False),
    Column("body_hash", String, nullable=False),
    Column("state", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("absent_since", UtcDateTime),
    Column("remote_id", String),
    UniqueConstraint("screening", "kind"),
    CheckConstraint("attempt >= 0", name="attempt_counts_up"),
    CheckConstraint("state <> 'sending' OR sent_at IS NOT NULL", name="sending_since"),
)

effect_attempts = Table(
    "effect_attempts",
    metadata,
    Column("effect", ForeignKey("effects.id"), primary_key=True),
    # Counts every intent, those taken back included; effects.attempt does not.
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("fence", Integer, nullable=False),
    Column("owner", String, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended_state", String),
)

model_calls = Table(
    "model_calls",
    metadata,
    Column("id", _SERIAL, primary_key=True),
    Column("screening", ForeignKey("screenings.id"), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("question", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("model", String, nullable=False),
    Column("returned_model", String),
    Column("outcome", String, nullable=False),
    Column("status", Integer),
    Column("input_tokens", Integer),
    Column("cached_tokens", Integer),
    Column("output_tokens", Integer),
    Column("cost_usd", ExactDecimal),
    Column("duration", Duration, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("request_id", String),
    Column("system_fingerprint", String),
    # From here on: since 0002. NULL in older rows.
    Column("cache_write_tokens", Integer),
    Column("form", String),
    Column("service_tier", String),
    Column("tenant", String),
    Column("requisition", String),
    # What counts against a budget: the most it can be until the call has ended, then what it was.
    Column("charged_tokens", BigInteger),
    Column("charged_micro_usd", BigInteger),
    Index(None, "screening"),
    Index(None, "tenant", "started_at"),
)

answers = Table(
    "answers",
    metadata,
    Column("candidacy", ForeignKey("candidacies.id"), primary_key=True),
    Column("question", String, primary_key=True),
    Column("assessment", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", _SERIAL, primary_key=True),
    Column("candidacy", ForeignKey("candidacies.id"), nullable=False),
    Column("screening", String),
    Column("at", UtcDateTime, nullable=False),
    Column("name", String, nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "candidacy"),
)

brakes = Table(
    "brakes",
    metadata,
    Column("id", _SERIAL, primary_key=True),
    # A tenant, or * for all of them.
    Column("tenant", String, nullable=False),
    Column("pulled_at", UtcDateTime, nullable=False),
    Column("why", String, nullable=False),
    Column("released_at", UtcDateTime),
)

rubrics = Table(
    "rubrics",
    metadata,
    Column("id", _SERIAL, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("requisition", String, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("rubric", Text, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("approved_at", UtcDateTime),
    Index(None, "tenant", "requisition", "text_hash"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("candidacy", ForeignKey("candidacies.id"), primary_key=True),
    Column("comment_id", String, primary_key=True),
    Column("requirement_id", String, primary_key=True),
    Column("said_at", UtcDateTime, nullable=False),
    Column("correction", Text, nullable=False),
)

hearings = Table(
    "hearings",
    metadata,
    # A candidacy whose comments are read for corrections; none before our first comment.
    Column("candidacy", ForeignKey("candidacies.id"), primary_key=True),
    Column("heard_at", UtcDateTime),
    # NULL once they are not read any more.
    Column("next_at", UtcDateTime),
    Index(None, "next_at"),
)

accepted_models = Table(
    "accepted_models",
    metadata,
    Column("model", String, primary_key=True),
    Column("returned", String, primary_key=True),
    Column("accepted_at", UtcDateTime, nullable=False),
)

screened_files = Table(
    "screened_files",
    metadata,
    Column("screening", ForeignKey("screenings.id"), primary_key=True),
    Column("sha256", String, primary_key=True),
    Index(None, "sha256"),
)

installation = Table(
    "installation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("secret", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)
