"""``python -m tests.portal.outbox.sender COUNT``: writes that many items into the outbox, as fast as they are taken."""

import sys
import time

import django

BATCH = 100
MOST_WAITING = 200


def main(count: int) -> None:
    from django.db import transaction

    from portal import clock
    from portal.outbox.actions import send_after_commit
    from portal.outbox.models import OutboxItem
    from portal.outbox.rules import State

    for first in range(0, count, BATCH):
        while OutboxItem.objects.exclude(state=State.DONE).count() > MOST_WAITING:
            time.sleep(0.05)
        with transaction.atomic():
            for number in range(first, min(first + BATCH, count)):
                send_after_commit(
                    kind="tests.portal.outbox.receiver.receive", payload={"number": number}, now=clock.now()
                )


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
