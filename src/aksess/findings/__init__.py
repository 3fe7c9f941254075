"""The catalogue of what aksess can complain about: the WI codes, and which of them explains what.

``for_refusal``: a refusal of the chain. ``for_credential_problem``: a federated credential that Azure will not write.
``for_aadsts``, ``for_service_error``: an error code of Azure. ``recognise``: a line of a log. ``by_code``: a WI code.
"""

from aksess.findings.aadsts import for_aadsts
from aksess.findings.catalogue import CATALOGUE, by_code
from aksess.findings.finding import Category, Finding, Place, RenderedFinding, Severity, render
from aksess.findings.recognition import recognise
from aksess.findings.refusals import for_credential_problem, for_refusal
from aksess.findings.service_errors import for_service_error

__all__ = [
    "CATALOGUE",
    "Category",
    "Finding",
    "Place",
    "RenderedFinding",
    "Severity",
    "by_code",
    "for_aadsts",
    "for_credential_problem",
    "for_refusal",
    "for_service_error",
    "recognise",
    "render",
]
