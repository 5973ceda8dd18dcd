"""What happens to cases."""

from .appealing import AppealRefused, open_appeal
from .deciding import DecisionRefused, propose_decision, return_proposal, sign_decision
from .erasing import CaseNotErasable, erase_case
from .escalating import escalate_late_cases
from .moving import CaseMoveRefused, assign_case, leave_note, take_up_case, withdraw_case
from .pieces import CasePieceRefused, ask_for_pieces, hand_in_piece, judge_piece, note_pieces_complete, review_page
from .reading import open_case_file, open_case_piece
from .receiving import CaseRefused, open_case
from .sitting import SittingRefused, call_sitting, close_sitting, give_opinion, put_before_sitting

__all__ = [
    "AppealRefused",
    "CaseMoveRefused",
    "CaseNotErasable",
    "CasePieceRefused",
    "CaseRefused",
    "DecisionRefused",
    "SittingRefused",
    "ask_for_pieces",
    "assign_case",
    "call_sitting",
    "close_sitting",
    "erase_case",
    "escalate_late_cases",
    "give_opinion",
    "hand_in_piece",
    "judge_piece",
    "leave_note",
    "note_pieces_complete",
    "open_appeal",
    "open_case",
    "open_case_file",
    "open_case_piece",
    "propose_decision",
    "put_before_sitting",
    "return_proposal",
    "review_page",
    "sign_decision",
    "take_up_case",
    "withdraw_case",
]
