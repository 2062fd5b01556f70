"""What counts as met and is plainly denied elsewhere is noticed; a denial of less is left alone."""

import time

import pytest

from screening.evidence import contradicted
from screening.model import (
    Answer,
    Document,
    DocumentFormat,
    FileId,
    FileMeta,
    Finding,
    Line,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)

R1 = RequirementId("R1")
EN = "At least 3 years of experience with Kubernetes"
JA = "Kubernetesの実務経験3年以上"
RU = "Опыт работы с Kubernetes не менее 3 лет"


def document(text: str, number: int = 1) -> Document:
    lines = tuple(
        Line(number=at, page=None, text=line) for at, line in enumerate(text.split("\n"), 1)
    )
    file = FileMeta(id=FileId(f"f{number}"), name="cv.txt", kind="resume")
    return Document(file=file, sha256="0" * 64, format=DocumentFormat.TEXT, pages=None, lines=lines)


def denied(
    wanted: str, *texts: str, answer: Answer = Answer.MET, synonyms: tuple[str, ...] = ()
) -> bool:
    asked = Requirement(id=R1, kind=RequirementKind.MUST, text=wanted, synonyms=synonyms)
    rubric = Rubric(
        requisition_id=RequisitionId("q"), source=RubricSource.ADMIN, requirements=(asked,)
    )
    finding = Finding(requirement_id=R1, answer=answer, claimed=answer)
    documents = tuple(document(text, at) for at, text in enumerate(texts))
    found = contradicted((finding,), rubric, documents)
    assert found <= {R1}
    return bool(found)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (EN, "No experience with Kubernetes."),
        (EN, "I have never worked with Kubernetes."),
        (EN, "I have no professional experience with Docker and Kubernetes yet."),
        (EN, "No experience with Docker, Kubernetes."),
        (EN, "Skills\nNo experience\nwith Kubernetes."),
        (EN, "Kubernetes: none"),
        (EN, "Kubernetes | none | -"),
        (EN, "Not experienced in:\n- Docker\n- Kubernetes"),
        (EN, "I have no Kubernetes experience until now"),
        ("Experience operating PostgreSQL", "No experience with PostgreSQL so far"),
        ("Experience in corporate sales", "I have no experience in corporate sales."),
        ("Experience with AWS or GCP", "No experience with GCP"),
        (JA, "Kubernetesの実務経験はありません。"),
        (JA, "Kubernetesは未経験です。"),
        (JA, "Ｋｕｂｅｒｎｅｔｅｓの経験なし"),
        (JA, "Docker、Kubernetesの業務経験はございません。"),
        (JA, "未経験：\n・Docker\n・Kubernetes"),
        (JA, "Kubernetes | なし"),
        ("法人営業の経験", "法人営業の経験はありません。"),
        ("AWSまたはGCPの構築経験", "AWSの構築経験はありません"),
        (RU, "Опыта работы с Kubernetes нет."),
        (RU, "Никогда не работала с Kubernetes."),
        (RU, "С Kubernetes до сих пор не знакома"),
        (RU, "У меня нет опыта работы с Docker, Kubernetes"),
        (RU, "Kubernetes: нет"),
        ("Опыт корпоративных продаж", "Опыта корпоративных продаж нет."),
    ],
)
def test_a_plain_denial_elsewhere_contradicts(wanted: str, text: str) -> None:
    assert denied(wanted, "Operated Kubernetes from 2019 to 2023", text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (EN, "Taught Kubernetes courses, no experience needed."),
        (EN, "Kubernetes for beginners (no experience required), Docker"),
        (EN, "No Kubernetes experience needed to join the team"),
        (EN, "No experience with Docker."),
        (EN, "Operated Kubernetes for four years, no experience with Docker"),
        (EN, "No experience with OpenShift, Kubernetes for 4 years"),
        (EN, "Ran Kubernetes with no downtime"),
        (EN, "Not only Kubernetes experience but Docker"),
        (EN, "When I joined, I had never used Kubernetes; I have run it since 2019."),
        (EN, "Before 2019, no experience with Kubernetes."),
        (EN, "My manager has no experience with Kubernetes"),
        (EN, "No experience with Kubernetes operators"),
        ("Experience with Java", "No experience with JavaScript"),
        ("Experience with PostgreSQL", "No experience with PostGIS"),
        ("Experience operating PostgreSQL", "No experience tuning PostgreSQL replication"),
        ("Experience in sales", "No experience in sales of cars"),
        ("No experience required", "No experience required"),
        (JA, "経験なし"),
        (JA, "マネジメント：経験なし"),
        (JA, "Dockerの経験はありません。"),
        (JA, "Kubernetesを3年運用、Dockerの経験はありません"),
        (JA, "入社当時Kubernetesは未経験でしたが、3年運用しました"),
        (JA, "Kubernetes未経験者でも使える手順書を作成"),
        (JA, "Kubernetes未経験の後輩を指導"),
        (JA, "Kubernetesを障害ゼロで運用"),
        ("PostgreSQLの運用経験", "PostgreSQLのレプリケーション経験はありません"),
        ("普通自動車免許", "大型自動車の運転経験なし"),
        (RU, "Опыта работы с Docker нет."),
        (RU, "Kubernetes 4 года, с Docker не знакома"),
        (RU, "До 2019 года не работала с Kubernetes"),
        (RU, "Работала с Kubernetes без простоев"),
        (RU, "Опыт с Kubernetes стажёрам не нужен"),
    ],
)
def test_a_denial_of_something_else_is_left_alone(wanted: str, text: str) -> None:
    assert not denied(wanted, "Operated Kubernetes from 2019 to 2023", text)


def test_a_synonym_is_denied_like_the_requirement() -> None:
    assert denied("Container orchestration", "No experience with k8s.", synonyms=("k8s",))


@pytest.mark.parametrize("answer", [one for one in Answer if one is not Answer.MET])
def test_only_what_counts_as_met_can_be_contradicted(answer: Answer) -> None:
    assert not denied(EN, "No experience with Kubernetes.", answer=answer)


@pytest.mark.parametrize("text", ["", "\n\n", "Kubernetes " * 20_000, "no, " * 50_000, "|" * 9_999])
def test_odd_documents_are_read_in_no_time(text: str) -> None:
    began = time.process_time()
    assert not denied(EN, text)
    assert time.process_time() - began < 2


def test_a_long_document_is_read_in_no_time() -> None:
    lines = "\n".join(
        f"Operated Kubernetes cluster number {at} without downtime" for at in range(9_000)
    )
    began = time.process_time()
    assert not denied(EN, lines)
    assert time.process_time() - began < 5
