"""The salespeople's leads."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.values import Code, PersonNumber, Token


class ClaimLead(CallbackData, prefix="lc1"):
    lead: Token


class ShowLead(CallbackData, prefix="lv1"):
    lead: Token


class PassLead(CallbackData, prefix="lp1"):
    lead: Token


class ReplyToLead(CallbackData, prefix="lr1"):
    lead: Token


class ReleaseLead(CallbackData, prefix="lx1"):
    lead: Token


class HandLead(CallbackData, prefix="lh1"):
    """Give the lead to a colleague: ask whom."""

    lead: Token


class HandLeadTo(CallbackData, prefix="lht1"):
    """`person` is the internal number of a colleague."""

    lead: Token
    person: PersonNumber


class WinLead(CallbackData, prefix="lw1"):
    lead: Token


class BackToLead(CallbackData, prefix="lk1"):
    """The lead card in place of the screen that was opened from it."""

    lead: Token


class CancelReply(CallbackData, prefix="lrc1"):
    """Write nothing after all."""


class ChooseSold(CallbackData, prefix="lwo1"):
    """Another product than the lead's was sold."""

    lead: Token


class ProposeSold(CallbackData, prefix="lwp1"):
    """This product was sold: ask for confirmation with its price."""

    lead: Token
    product: Code


class ConfirmWin(CallbackData, prefix="lwc1"):
    lead: Token
    product: Code


class LoseLead(CallbackData, prefix="ll1"):
    lead: Token


class ConfirmLoss(CallbackData, prefix="llc1"):
    lead: Token
    reason: Code


class ShowLeads(CallbackData, prefix="lm1"):
    """My open leads, or the pool."""

    which: Code


ACTIONS: dict[str, type[CallbackData]] = {
    "claim": ClaimLead,
    "lead": ShowLead,
    "pass": PassLead,
    "reply": ReplyToLead,
    "release": ReleaseLead,
    "card": BackToLead,
    "cancel_reply": CancelReply,
    "hand": HandLead,
    "hand_to": HandLeadTo,
    "win": WinLead,
    "win_other": ChooseSold,
    "win_product": ProposeSold,
    "confirm_win": ConfirmWin,
    "lose": LoseLead,
    "confirm_loss": ConfirmLoss,
    "leads": ShowLeads,
}
