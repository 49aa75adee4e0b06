// What is known about a guest, for people and for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/console.h"
#include "wasmpair/check_guest.h"

namespace wasmpair {

/// The report of `wasmpair check --for wasi`.
ReportText guest_report_text(const CheckGuestReport& report, const Console& console);

/// {"fits", "module", "findings", "entries", "capabilities", "restorable", "otherState", "notes"}.
std::string guest_report_json(const CheckGuestReport& report);

/// The entries, the capabilities and the notes, as indented lines.
ReportText guest_facts_text(const GuestProof& proof, const Console& console);

/// {"entries", "capabilities", "restorable", "otherState", "notes"}.
nlohmann::ordered_json guest_facts_json(const GuestProof& proof);

}  // namespace wasmpair
