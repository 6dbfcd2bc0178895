"""Enters the people of a roster in nbgrader's table of students, whose names formgrader shows."""

from collections.abc import Iterable

from nbgrader.api import Student
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from grader.handins.roster import Person


def enter(db: Session, people: Iterable[Person]) -> None:
    """Add who is new, and renew what has changed; nobody is taken out."""
    there = {student.id: student for student in db.scalars(select(Student))}
    for person in people:
        known = {key: value for key, value in _known_of(person).items() if value}
        if person.id not in there:
            db.add(Student(id=person.id, **known))
        elif any(getattr(there[person.id], key) != value for key, value in known.items()):
            db.execute(update(Student).where(Student.id == person.id).values(known))


def _known_of(person: Person) -> dict[str, str]:
    """What the gradebook has a place for."""
    first, _, last = person.name.rpartition(" ")
    lms_id = next(iter(person.lms.values()), "")
    return {"first_name": first, "last_name": last, "email": person.email, "lms_user_id": lms_id}
