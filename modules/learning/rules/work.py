"""Tasks at work as editors write them, and the note that ticks make of them. Plain Python; nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

CAN, CANNOT = "can", "cannot"


@dataclass(frozen=True)
class WorkTask:
    """Something that a job may ask of a person. name: of its control on the page. lighter: what could make it
    possible, blank when nothing is known. ticked: what a person said of it, blank when nothing."""

    name: str
    text: str
    lighter: str
    ticked: str = ""


@dataclass(frozen=True)
class WorkNote:
    """The note for a boss: what a person can do now, and what they cannot do for now, in the order of the tasks."""

    can: tuple[WorkTask, ...]
    cannot: tuple[WorkTask, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ticked."""
        return not self.can and not self.cannot


def work_tasks(text: str | None) -> list[WorkTask]:
    """The tasks of a text with one a line; what stands after the first bar could make the task lighter."""
    pairs = [line.partition("|") for line in (text or "").splitlines() if line.strip()]
    return [WorkTask(f"task-{n}", task.strip(), lighter.strip()) for n, (task, _bar, lighter) in enumerate(pairs, 1)]


def with_ticks(tasks: Sequence[WorkTask], ticked: Mapping[str, str]) -> list[WorkTask]:
    """The tasks with what was said of them. ticked: as for a note."""
    said = {name: tick for name, tick in ticked.items() if tick in {CAN, CANNOT}}
    return [replace(task, ticked=said.get(task.name, "")) for task in tasks]


def work_note(tasks: Sequence[WorkTask], ticked: Mapping[str, str]) -> WorkNote:
    """The note that ticks make. ticked: ``can`` or ``cannot`` by the name of a task; anything else is left out."""
    return WorkNote(
        can=tuple(task for task in tasks if ticked.get(task.name) == CAN),
        cannot=tuple(task for task in tasks if ticked.get(task.name) == CANNOT),
    )
