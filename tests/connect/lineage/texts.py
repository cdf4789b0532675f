"""Small texts for the tests of copies, in words of our own."""

from onrecord.connect.lineage.copies import Text, text_of
from onrecord.model.evidence import Document, Label, Line, Meta, Segment
from onrecord.model.ids import ArtefactId, DocumentId

HARBOUR = (
    "The harbour board sold two cranes on Monday after a year of talks with three dealers from the coast.",
    "Both had stood idle since the ferry line closed its northern route in the spring of last year.",
    "A dealer from Oakport paid four hundred thousand dollars for the pair and will move them by barge.",
    "The board means to spend the money on a new quay wall, which engineers have asked for since the flood.",
    "Fishing crews welcomed the plan but asked where they would land their catch while the wall is built.",
    "An answer is due in March, when the board meets again and the new budget of the town is voted.",
)
SCHOOL = (
    "Seven teachers of the valley school have learned to repair the old computers that a bank gave away.",
    "They meet on Thursday evenings in the gymnasium, where forty machines stand on tables along the wall.",
    "Pupils bring their own broken screens, and whoever repairs one may keep a second for a brother or sister.",
    "The head of the school counted ninety machines that went home with families before the winter break.",
    "A firm from the city has offered to send spare parts each month as long as the evenings go on.",
    "Other schools in the district have written to ask how the evenings are paid for and who may come.",
)
STORM = (
    "A storm tore the roof off the market hall during the night and carried parts of it into the river.",
    "Nobody was hurt because the stalls had been cleared an hour earlier on the advice of the fire brigade.",
    "Traders will sell from tents on the square until a builder has looked at the beams and the gutters.",
    "The insurer of the hall sent two inspectors, who spent the morning on ladders with a camera and a rope.",
    "Repairs could take until the summer if the timber has to come from the mill beyond the border.",
    "Last year the same wind brought down the clock of the chapel, which has been silent ever since.",
)


def name(number: int) -> DocumentId:
    """Name a document."""
    return DocumentId(f"{number:032x}")


def document(number: int, text: str, day: str | None = None, labels: tuple[Label, ...] = ()) -> Document:
    """Read a text, a line at a time; body where no label is given."""
    lines, start = [], 0
    for place, line in enumerate(text.split("\n")):
        if line:
            label: Label = labels[place] if place < len(labels) else "body"
            lines.append(Line(start=start, end=start + len(line), label=label, rule="test"))
        start += len(line) + 1
    return Document(
        id=name(number),
        artefact=ArtefactId("0" * 64),
        part="",
        reader="text/1",
        media_type="text/plain",
        text=text,
        lines=tuple(lines),
        segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
        published=Meta(value=day, basis="line 1") if day else None,
    )


def prepared(number: int, *sentences: str, day: str | None = None) -> Text:
    """Prepare sentences, each a line of its own."""
    return text_of(document(number, "\n".join(sentences), day))
