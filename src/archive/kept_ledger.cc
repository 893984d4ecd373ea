// SPDX-License-Identifier: Apache-2.0
#include "archive/kept_ledger.h"

#include <algorithm>
#include <charconv>

#include "archive/ledger.h"
#include "base/error_codes.h"
#include "base/file.h"
#include "base/hash.h"
#include "store/rows.h"

namespace waqai::archive {
namespace {

// To be raised with every change of what the ledger finds.
constexpr std::string_view kShapeOfLedger = "waqai ledger 1";
constexpr size_t kCells = 5;  // event, restatements, evidence, rules, searched

// FINDING:EVENT_ID:DAY and RULE, each joined by ;.
std::vector<KeptPledge::Piece> pieces_of(const std::string& evidence, const std::string& rules) {
  std::vector<KeptPledge::Piece> pieces;
  if (evidence.empty()) return pieces;
  const std::vector<std::string> told = store::split(evidence, ';'), by = store::split(rules, ';');
  for (size_t i = 0; i < told.size() && i < by.size(); ++i) {
    const std::vector<std::string> parts = store::split(told[i], ':');
    if (parts.size() >= 2) pieces.push_back({parts[0], parts[1], by[i]});
  }
  return pieces;
}

KeptPledge pledge_from(const std::string& restatements, const std::string& evidence, const std::string& rules, const std::string& searched) {
  KeptPledge pledge;
  (void)std::from_chars(restatements.data(), restatements.data() + restatements.size(), pledge.restatements);
  pledge.evidence = pieces_of(evidence, rules);
  pledge.searched = searched;
  return pledge;
}

std::string first_lines(const std::string& stamp) { return std::string(kShapeOfLedger) + "\n" + stamp + "\n"; }

Status unfit(const char* what, const std::string& path) { return Status::error(base::kCannotRead, ErrorKind::kResource, what).at(path); }

}  // namespace

Result<KeptLedger> KeptLedger::make(const store::Database& database) {
  const Result<store::TextTable> table = read_ledger(database, {});
  if (!table) return table.status();
  const auto column = [&](const char* name) {
    const std::vector<std::string>& all = table.value().columns;
    return static_cast<size_t>(std::find(all.begin(), all.end(), name) - all.begin());
  };
  const size_t event = column("event_id"), restatements = column("restatements"), evidence = column("evidence"), rules = column("rules"),
               searched = column("searched");
  KeptLedger ledger;
  for (const std::vector<std::string>& row : table.value().rows)
    ledger.pledges_[row[event]] = pledge_from(row[restatements], row[evidence], row[rules], row[searched]);
  return ledger;
}

Result<KeptLedger> KeptLedger::open(const std::string& path, const std::string& stamp) {
  const Result<std::string> text = base::read_file(path);
  if (!text) return text.status();
  const std::optional<std::string_view> whole = base::without_check(text.value());
  if (!whole) return unfit("the kept ledger is damaged", path);
  const std::string first = first_lines(stamp);
  if (!whole->starts_with(first)) return unfit("the kept ledger is of another state of the archive", path);
  KeptLedger ledger;
  for (const std::string& line : store::split(whole->substr(first.size()), '\n')) {
    const std::vector<std::string> cells = store::split(line, '\t');
    if (cells.size() == kCells) ledger.pledges_[cells[0]] = pledge_from(cells[1], cells[2], cells[3], cells[4]);
  }
  return ledger;
}

Status KeptLedger::keep(const std::string& path, const std::string& stamp) const {
  std::vector<std::string> lines;
  lines.reserve(pledges_.size());
  for (const auto& [event, pledge] : pledges_) {
    std::vector<std::string> evidence, rules;
    for (const KeptPledge::Piece& piece : pledge.evidence) {
      evidence.push_back(piece.finding + ":" + piece.event_id);
      rules.push_back(piece.rule);
    }
    lines.push_back(
        store::join({event, std::to_string(pledge.restatements), store::join(evidence, ";"), store::join(rules, ";"), pledge.searched}, "\t") + "\n");
  }
  std::sort(lines.begin(), lines.end());
  std::string text = first_lines(stamp);
  for (const std::string& line : lines) text += line;
  return base::replace_file(path, base::with_check(std::move(text)));
}

const KeptPledge* KeptLedger::find(const std::string& event_id) const {
  const auto found = pledges_.find(event_id);
  return found == pledges_.end() ? nullptr : &found->second;
}

std::vector<std::string> KeptLedger::with_evidence() const {
  std::vector<std::string> events;
  for (const auto& [event, pledge] : pledges_) {
    if (!pledge.evidence.empty()) events.push_back(event);
  }
  std::sort(events.begin(), events.end());
  return events;
}

}  // namespace waqai::archive
