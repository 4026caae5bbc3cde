"""The jobs of the worker: what follows a commit, what comes round each minute, what may wait.

A new job is a function in the `tasks.py` of its room (or beside what it does) and its name here.
Every minute is the only round there is: what is due once a day looks at the clock itself.
"""

from collections.abc import Callable

from intranet.assistant.history import actions as assistant
from intranet.core.anchors import anchoring
from intranet.core.task_queue import LATER, SOON, TaskQueue
from intranet.directives import tasks as directives
from intranet.directives.viewer import page_pictures
from intranet.intake.channels import folder_channel, mail_channel
from intranet.intake.processing import tasks as intake
from intranet.intake.quarantine import erasure
from intranet.people.accounts import refused_access
from intranet.people.notifications import digest, mail_sending
from intranet.programme import tasks as programme
from intranet.reading import tasks as reading
from intranet.reading.assignments import delivery
from intranet.search.index import tasks as search
from intranet.search.lexicon import learning
from intranet.search.recent import recent_searches
from intranet.search.saved import alerts
from intranet.search.usage import query_log

Job = Callable[..., object]
AFTER_A_COMMIT: tuple[Job, ...] = (
    anchoring.anchor_chains, anchoring.stamp_anchor,
    directives.clean_file, page_pictures.draw_later,
    intake.read_file, intake.recognise_page, intake.try_page, intake.make_preview,
    search.index_thing, search.rebuild_index, learning.learn,
    delivery.deliver_assignment, reading.reconcile_coverage, programme.print_report,
)  # fmt: skip
EVERY_MINUTE: tuple[Job, ...] = (
    anchoring.anchor_each_day,
    digest.write_digests, mail_sending.send_due_mail, refused_access.write_refused_accesses,
    directives.clean_waiting_files, intake.sweep_files,
    folder_channel.poll_folder, mail_channel.poll_mail,
    erasure.finish_isolations, erasure.sweep_arrivals, erasure.sweep_derived,
    search.catch_up_index, search.check_index,
    learning.learn_waiting_soon, alerts.ask_saved, query_log.forget_old,
    recent_searches.forget_old_searches, assistant.forget_old_questions,
    delivery.deliver_what_is_lacking, reading.begin_day, reading.check_receipts,
    reading.remind_today,
)  # fmt: skip
AT_START: tuple[Job, ...] = (
    intake.recover_files,
    erasure.finish_isolations, erasure.sweep_arrivals, erasure.sweep_derived,
    search.catch_up_index, learning.learn_waiting_soon,
)  # fmt: skip
MAY_WAIT: frozenset[Job] = frozenset((
    page_pictures.draw_later, directives.clean_waiting_files,
    intake.recognise_page, intake.make_preview,
    search.rebuild_index, search.check_index,
    learning.learn, learning.learn_waiting_soon, alerts.ask_saved, query_log.forget_old,
    recent_searches.forget_old_searches, assistant.forget_old_questions,
    programme.print_report,
))  # fmt: skip
"""Jobs that give way to those somebody waits for."""


def register_jobs(queue: TaskQueue) -> None:
    """Make every job known to the worker."""
    for job in dict.fromkeys((*AFTER_A_COMMIT, *EVERY_MINUTE, *AT_START)):
        queue.register(
            job,
            every_minute=job in EVERY_MINUTE,
            at_start=job in AT_START,
            priority=LATER if job in MAY_WAIT else SOON,
        )
