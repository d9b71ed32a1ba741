"""How leads are judged: by the rules, or by what was learned."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.values import PersonNumber as Number


class ShowScore(CallbackData, prefix="sc1"):
    """What judges now, and what there is to learn from."""


class TrainScore(CallbackData, prefix="sct1"):
    """Learn from the closed leads."""


class ShowTraining(CallbackData, prefix="scm1"):
    """One model's report."""

    model: Number


class UseScore(CallbackData, prefix="scu1"):
    """Judge by this model from now on."""

    model: Number


class UseRules(CallbackData, prefix="scr1"):
    """Judge by the playbook's rules again."""


ACTIONS: dict[str, type[CallbackData]] = {
    "score": ShowScore,
    "train_score": TrainScore,
    "training": ShowTraining,
    "use_score": UseScore,
    "use_rules": UseRules,
}
