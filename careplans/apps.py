from django.apps import AppConfig


class CareplansConfig(AppConfig):
    name = "careplans"

    def ready(self) -> None:
        from integrative.messaging import kinds
        from patients import beside_caregiver, merging, narrowing
        from symptoms import plan_in_force

        from .caregiver_plans import beside_caregivers
        from .listing import CHECK_IN, REVIEW, standings
        from .merging import newer_plan_counts
        from .product_days import PRODUCT_DAY_LETTER
        from .queries import plan_that_counts
        from .reminders import FOLLOW_UP_REMINDER

        kinds.register(FOLLOW_UP_REMINDER)
        kinds.register(PRODUCT_DAY_LETTER)
        beside_caregiver.register(beside_caregivers)
        merging.register(newer_plan_counts)
        plan_in_force.register(plan_that_counts)
        narrowing.register(REVIEW)
        narrowing.register(CHECK_IN)
        narrowing.register_standing(standings)
