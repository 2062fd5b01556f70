"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _candidacies()
    _screenings()
    _findings()
    _effects()
    _effect_attempts()
    _model_calls()
    _answers()
    _events()
    _brakes()
    _installation()


def downgrade() -> None:
    for table in (
        "installation",
        "brakes",
        "events",
        "answers",
        "model_calls",
        "effect_attempts",
        "effects",
        "findings",
        "screenings",
        "candidacies",
    ):
        op.drop_table(table)


def _candidacies() -> None:
    op.create_table(
        "candidacies",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("candidacy_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until", TIME),
        sa.Column("next_at", TIME),
        sa.Column("again_at", TIME),
        sa.Column("since", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.Column("seen_step", sa.String()),
        sa.Column("seen_step_updated_at", TIME),
        sa.Column("seen", sa.Text()),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("park_reason", sa.String()),
        sa.CheckConstraint(
            "(owner IS NULL) = (lease_until IS NULL)", name=op.f("ck_candidacies_lease_is_whole")
        ),
        sa.CheckConstraint(
            "again_at IS NULL OR owner IS NOT NULL",
            name=op.f("ck_candidacies_again_only_while_held"),
        ),
        sa.CheckConstraint(
            "owner IS NULL OR next_at IS NOT NULL", name=op.f("ck_candidacies_held_work_stays_due")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidacies")),
        sa.UniqueConstraint(
            "tenant", "candidacy_id", name=op.f("uq_candidacies_tenant_candidacy_id")
        ),
    )
    op.create_index(op.f("ix_candidacies_next_at"), "candidacies", ["next_at"], unique=False)


def _screenings() -> None:
    op.create_table(
        "screenings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("candidacy", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("step_updated_at", TIME, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("outcome", sa.String()),
        sa.Column("reason", sa.String()),
        sa.Column("reference", sa.String()),
        sa.Column("basis", sa.String()),
        sa.Column("standing_basis", sa.String()),
        sa.Column("record", sa.Text()),
        sa.Column("decided_at", TIME),
        sa.CheckConstraint(
            "(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_screenings_end_is_whole")
        ),
        sa.CheckConstraint(
            "(record IS NULL) = (decided_at IS NULL)", name=op.f("ck_screenings_decision_is_whole")
        ),
        sa.ForeignKeyConstraint(
            ["candidacy"], ["candidacies.id"], name=op.f("fk_screenings_candidacy_candidacies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenings")),
        sa.UniqueConstraint("candidacy", "number", name=op.f("uq_screenings_candidacy_number")),
        sa.UniqueConstraint(
            "candidacy", "standing_basis", name=op.f("uq_screenings_candidacy_standing_basis")
        ),
        sa.UniqueConstraint(
            "candidacy",
            "step",
            "step_updated_at",
            "round",
            name=op.f("uq_screenings_candidacy_step_step_updated_at_round"),
        ),
    )


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("screening", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("requirement_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String()),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("claimed", sa.String(), nullable=False),
        sa.Column("demotion", sa.String()),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["screening"], ["screenings.id"], name=op.f("fk_findings_screening_screenings")
        ),
        sa.PrimaryKeyConstraint("screening", "position", name=op.f("pk_findings")),
    )


def _effects() -> None:
    op.create_table(
        "effects",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("screening", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("sent_at", TIME),
        sa.Column("absent_since", TIME),
        sa.Column("remote_id", sa.String()),
        sa.CheckConstraint(
            "state <> 'sending' OR sent_at IS NOT NULL", name=op.f("ck_effects_sending_since")
        ),
        sa.CheckConstraint("attempt >= 0", name=op.f("ck_effects_attempt_counts_up")),
        sa.ForeignKeyConstraint(
            ["screening"], ["screenings.id"], name=op.f("fk_effects_screening_screenings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effects")),
        sa.UniqueConstraint("screening", "kind", name=op.f("uq_effects_screening_kind")),
    )


def _effect_attempts() -> None:
    op.create_table(
        "effect_attempts",
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("ended_state", sa.String()),
        sa.ForeignKeyConstraint(
            ["effect"], ["effects.id"], name=op.f("fk_effect_attempts_effect_effects")
        ),
        sa.PrimaryKeyConstraint("effect", "n", name=op.f("pk_effect_attempts")),
    )


def _model_calls() -> None:
    op.create_table(
        "model_calls",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("screening", sa.String(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("returned_model", sa.String()),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("input_tokens", sa.Integer()),
        sa.Column("cached_tokens", sa.Integer()),
        sa.Column("output_tokens", sa.Integer()),
        sa.Column("cost_usd", sa.String()),
        sa.Column("duration", sa.BigInteger(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("request_id", sa.String()),
        sa.Column("system_fingerprint", sa.String()),
        sa.ForeignKeyConstraint(
            ["screening"], ["screenings.id"], name=op.f("fk_model_calls_screening_screenings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_calls")),
    )
    op.create_index(op.f("ix_model_calls_screening"), "model_calls", ["screening"], unique=False)


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("candidacy", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidacy"], ["candidacies.id"], name=op.f("fk_answers_candidacy_candidacies")
        ),
        sa.PrimaryKeyConstraint("candidacy", "question", name=op.f("pk_answers")),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("candidacy", sa.String(), nullable=False),
        sa.Column("screening", sa.String()),
        sa.Column("at", TIME, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidacy"], ["candidacies.id"], name=op.f("fk_events_candidacy_candidacies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_candidacy"), "events", ["candidacy"], unique=False)


def _brakes() -> None:
    op.create_table(
        "brakes",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("pulled_at", TIME, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("released_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brakes")),
    )


def _installation() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
