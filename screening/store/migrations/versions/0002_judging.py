"""Judging in several runs: budgets, rubrics made of texts, corrections, models, known files."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_NEW_COLUMNS = (
    ("cache_write_tokens", sa.Integer()),
    ("form", sa.String()),
    ("service_tier", sa.String()),
    ("tenant", sa.String()),
    ("requisition", sa.String()),
    ("charged_tokens", sa.BigInteger()),
    ("charged_micro_usd", sa.BigInteger()),
)


def upgrade() -> None:
    _model_calls()
    _rubrics()
    _corrections()
    _hearings()
    _accepted_models()
    _screened_files()


def downgrade() -> None:
    for table in ("screened_files", "accepted_models", "hearings", "corrections", "rubrics"):
        op.drop_table(table)
    op.drop_index(op.f("ix_model_calls_tenant_started_at"), "model_calls")
    for name, _ in reversed(_NEW_COLUMNS):
        op.drop_column("model_calls", name)


def _model_calls() -> None:
    for name, kind in _NEW_COLUMNS:
        op.add_column("model_calls", sa.Column(name, kind))
    op.create_index(
        op.f("ix_model_calls_tenant_started_at"),
        "model_calls",
        ["tenant", "started_at"],
        unique=False,
    )


def _rubrics() -> None:
    op.create_table(
        "rubrics",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("requisition", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("rubric", sa.Text(), nullable=False),
        sa.Column("kept_at", TIME, nullable=False),
        sa.Column("approved_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubrics")),
    )
    op.create_index(
        op.f("ix_rubrics_tenant_requisition_text_hash"),
        "rubrics",
        ["tenant", "requisition", "text_hash"],
        unique=False,
    )


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("candidacy", sa.String(), nullable=False),
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("requirement_id", sa.String(), nullable=False),
        sa.Column("said_at", TIME, nullable=False),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidacy"], ["candidacies.id"], name=op.f("fk_corrections_candidacy_candidacies")
        ),
        sa.PrimaryKeyConstraint(
            "candidacy", "comment_id", "requirement_id", name=op.f("pk_corrections")
        ),
    )


def _hearings() -> None:
    op.create_table(
        "hearings",
        sa.Column("candidacy", sa.String(), nullable=False),
        sa.Column("heard_at", TIME),
        sa.Column("next_at", TIME),
        sa.ForeignKeyConstraint(
            ["candidacy"], ["candidacies.id"], name=op.f("fk_hearings_candidacy_candidacies")
        ),
        sa.PrimaryKeyConstraint("candidacy", name=op.f("pk_hearings")),
    )
    op.create_index(op.f("ix_hearings_next_at"), "hearings", ["next_at"], unique=False)


def _accepted_models() -> None:
    op.create_table(
        "accepted_models",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("returned", sa.String(), nullable=False),
        sa.Column("accepted_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("model", "returned", name=op.f("pk_accepted_models")),
    )


def _screened_files() -> None:
    op.create_table(
        "screened_files",
        sa.Column("screening", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["screening"], ["screenings.id"], name=op.f("fk_screened_files_screening_screenings")
        ),
        sa.PrimaryKeyConstraint("screening", "sha256", name=op.f("pk_screened_files")),
    )
    op.create_index(op.f("ix_screened_files_sha256"), "screened_files", ["sha256"], unique=False)
