"""Fields of a dataclass that are worked out only when somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")
Holder = TypeVar("Holder")


class Later(Generic[Value]):
    """A value that is worked out when it is first asked for, and kept.

    Args:
        work: gives the value; let go of afterwards, with all it holds.
    """

    def __init__(self, work: Callable[[], Value]) -> None:
        self._work: Callable[[], Value] | None = work
        self._found: Value

    def get(self) -> Value:
        """The value."""
        work = self._work
        if work is not None:
            # Found before the work is let go of: another thread may work too, but never finds nothing.
            self._found = work()
            self._work = None
        return self._found


class Late(Generic[Value]):
    """A field that is given as a value or as a `Later`, and read as a value.

    Args:
        default: makes the value of a field that was not given; None: it has to be.
    """

    def __init__(self, default: Callable[[], Value] | None = None) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the name of the field."""
        self._name = name

    @overload
    def __get__(self, holder: None, owner: type) -> Later[Value]: ...
    @overload
    def __get__(self, holder: object, owner: type) -> Value: ...
    def __get__(self, holder: Any, owner: type) -> Any:
        """The value; of the class itself, the default.

        Raises:
            AttributeError: if the class is asked and the field has no default: so a dataclass knows that there is none.
        """
        if holder is not None:
            held = vars(holder)[self._name]
            return held.get() if isinstance(held, Later) else held
        if self._default is None:
            raise AttributeError(self._name)
        return Later(self._default)

    def __set__(self, holder: object, value: Value | Later[Value]) -> None:
        """Keep what was given; a frozen dataclass lets only its own beginning come here."""
        vars(holder)[self._name] = value


def with_changes(holder: Holder, **changes: Any) -> Holder:
    """A dataclass with other values in some fields, as `dataclasses.replace`, which would work out all of them."""
    return type(holder)(**{**vars(holder), **changes})
