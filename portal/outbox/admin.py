"""The outbox, for an admin to see what is parked and give it a fresh start."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from portal import clock
from portal.outbox.actions import try_again
from portal.outbox.models import OutboxItem


@admin.register(OutboxItem)
class OutboxItemAdmin(admin.ModelAdmin[OutboxItem]):
    list_display = ("kind", "state", "attempts", "not_before", "last_error", "created_at", "done_at")
    list_filter = ("state", "kind")
    list_per_page = 50
    show_full_result_count = False
    actions = ("give_a_fresh_start",)

    @admin.action(description="Try parked items again")
    def give_a_fresh_start(self, request: HttpRequest, chosen: QuerySet[OutboxItem]) -> None:
        waking = sum(try_again(item_id=item.pk, now=clock.now()) for item in chosen)
        self.message_user(request, f"Parked items that will be tried again: {waking}.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OutboxItem | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OutboxItem | None = None) -> bool:
        return False
