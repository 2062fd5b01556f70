"""Make what asks a model, and what that may cost."""

import asyncio
import random
from datetime import timedelta

from screening.ats.turns import Sleep
from screening.errors import Misconfigured
from screening.llm.compiling import ModelCompiler
from screening.llm.keyword import KeywordBaseline
from screening.llm.openai import OpenAIAssessor
from screening.llm.prices import Price, look_up
from screening.model import AnswerForm, AssessorKind, Budget, TenantId
from screening.ports import Assessor, Clock, Compiler
from screening.requirements import posing
from screening.rubric import settled
from screening.settings import (
    BudgetSettings,
    ModelSettings,
    Settings,
    TenantSettings,
)
from screening.texts import Texts


def make_assessor(
    model: ModelSettings, texts: Texts, clock: Clock, sleep: Sleep = asyncio.sleep
) -> Assessor:
    """Make the assessor that the settings name; an address is always asked over HTTP."""
    if model.base_url is None:
        return KeywordBaseline()
    if model.key is None:
        raise Misconfigured("model.key_env: no key was read from the environment.")
    return OpenAIAssessor(
        base_url=model.base_url,
        api_key=model.key,
        model=model.name,
        kind=model.kind,
        price=_price(model, texts),
        clock=clock,
        sleep=sleep,
        random=random.random,
        api=model.api,
        answer_form=None if model.answer_form == "auto" else AnswerForm(model.answer_form),
        explicit_cache=model.explicit_cache,
        service_tier=model.service_tier,
        max_output_tokens=model.max_output_tokens,
        token_limit_name=model.token_limit_name,
        reasoning_effort=model.reasoning_effort,
        attempt_deadline=timedelta(seconds=model.attempt_seconds),
        deadline=timedelta(seconds=model.deadline_seconds),
        spare=timedelta(seconds=model.spare_seconds),
    )


def make_compiler(
    client: Assessor, tenant: TenantSettings, texts: Texts, secret: bytes
) -> Compiler | None:
    """Make what takes texts apart with the model; only an LLM can, where an admin lets it."""
    if tenant.requirements == "rules" or not isinstance(client, OpenAIAssessor):
        return None
    if client.identity.kind is not AssessorKind.LLM:
        return None
    return ModelCompiler(client, pose=posing(texts.compiling, secret), settle=settled)


def make_budget(name: TenantId, settings: Settings, texts: Texts) -> Budget:
    """Turn one tenant's limits into its budget; refuse those that could not be kept."""
    tenant = settings.tenants[name]
    caps = tenant.budget
    _refuse_unpriced(name, caps, settings, texts)
    return Budget(
        screening_tokens=caps.candidacy_tokens,
        screening_usd=caps.candidacy_usd,
        requisition_usd=caps.requisition_usd,
        day_usd=caps.day_usd,
        month_usd=caps.month_usd,
        zone=tenant.time_zone,
    )


def _refuse_unpriced(
    name: TenantId, caps: BudgetSettings, settings: Settings, texts: Texts
) -> None:
    """Refuse a limit in money for a model of which nobody knows what it costs."""
    limits = {"candidacy_usd", "requisition_usd", "day_usd", "month_usd"}
    given = sorted(limit for limit in limits if getattr(caps, limit) is not None)
    asked = {"model": settings.model, "second_model": settings.second_model}
    for section, model in asked.items():
        priced = model is None or model.base_url is None or _price(model, texts)
        if given and not priced:
            raise Misconfigured(
                f"tenants.{name}.budget.{given[0]} cannot be kept: the price of {section}.name is "
                f"not known. Set {section}.input_price and {section}.output_price."
            )


def _price(model: ModelSettings, texts: Texts) -> Price | None:
    prices = {
        "input": model.input_price,
        "output": model.output_price,
        "cached_input": model.cached_input_price,
        "cache_write": model.cache_write_price,
    }
    given = {name: price for name, price in prices.items() if price is not None}
    if {"input", "output"} <= given.keys():
        return Price.model_validate(given)
    known = look_up(dict(texts.models), model.name)
    return known.price.model_copy(update=given) if known and known.price else None
