// SPDX-License-Identifier: Apache-2.0
#include "lexicon/petrarch.h"

#include <algorithm>
#include <array>

#include "lexicon/source.h"

namespace waqai::lexicon {
namespace {

constexpr std::string_view kHeader =
    "# provenance: imported by `waqai dict import` from dictionaries of the PETRARCH family\n# licence: that of the imported files\n";

struct Pair {
  std::string_view from;
  std::string_view to;
};
// Roots of CAMEO (first two digits; longer ones win) and what they are in PLOVER.  01 is saying.
constexpr std::array<Pair, 25> kTypes = {{{"01", ""},          {"02", "REQUEST"}, {"03", "AGREE"},    {"04", "CONSULT"},   {"05", "SUPPORT"},
                                          {"06", "COOPERATE"}, {"07", "AID"},     {"08", "RETREAT"},  {"081", "CONCEDE"},  {"082", "CONCEDE"},
                                          {"083", "CONCEDE"},  {"09", "ACCUSE"},  {"10", "REQUEST"},  {"11", "ACCUSE"},    {"12", "REJECT"},
                                          {"13", "THREATEN"},  {"14", "PROTEST"}, {"15", "MOBILIZE"}, {"16", "SANCTION"},  {"17", "COERCE"},
                                          {"18", "ASSAULT"},   {"19", "ASSAULT"}, {"20", "ASSAULT"},  {"0831", "RETREAT"}, {"173", "COERCE"}}};
// Role codes that are ours under another name.
constexpr std::array<Pair, 12> kRoles = {{{"MED", "JRN"},
                                          {"HLH", "MED"},
                                          {"SEP", "REB"},
                                          {"INS", "REB"},
                                          {"SET", "CVL"},
                                          {"CHR", "REL"},
                                          {"MOS", "REL"},
                                          {"JEW", "REL"},
                                          {"CTH", "REL"},
                                          {"HRI", "SOC"},
                                          {"DEV", "SOC"},
                                          {"ENV", "SOC"}}};
constexpr std::string_view kSectors = " GOV MIL COP SPY LEG JUD PTY OPP REB PRM UAF UNK CVL REF LAB AGR BUS JRN EDU REL SOC ELI CRM PRE ";
constexpr std::string_view kWorld = " UNO EUR IGO NGO ISM IMG MNC ";

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(c < 128 ? std::tolower(c) : c); });
  return out;
}

// Words joined by underscores, as people write them.
std::string plain(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '_', ' ');
  return std::string(trim(out));
}

std::string_view type_of(std::string_view code) {
  for (size_t size = std::min<size_t>(code.size(), 4); size >= 2; --size) {
    for (const Pair& row : kTypes) {
      if (row.from == code.substr(0, size)) return row.to;
    }
  }
  return {};
}

struct Code {
  std::string country, sectors, unknown;
};

Code read_code(std::string_view text, const std::set<std::string, std::less<>>& countries) {
  Code code;
  for (size_t at = 0; at + 3 <= text.size(); at += 3) {
    std::string_view part = text.substr(at, 3);
    const std::string word = " " + std::string(part) + " ";
    if (code.country.empty() && at == 0 && (countries.count(part) > 0 || kWorld.find(word) != std::string_view::npos)) {
      code.country = part;
      continue;
    }
    for (const Pair& row : kRoles) {
      if (row.from == part) {
        part = row.to;
        break;
      }
    }
    if (part != "MED" && kSectors.find(" " + std::string(part) + " ") == std::string_view::npos) code.unknown = part;
    else code.sectors += (code.sectors.empty() ? "" : ",") + std::string(part);
  }
  return code;
}

// YYYYMMDD as YYYY-MM-DD; empty for anything else.
std::string day(std::string_view text) {
  if (text.size() != 8 || text.find_first_not_of("0123456789") != std::string_view::npos) return {};
  return std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" + std::string(text.substr(6, 2));
}

class Importer {
 public:
  explicit Importer(const std::set<std::string, std::less<>>& countries) : countries_(countries) {
    out_.orgs = std::string(kHeader) + "id\tname_en\tname_ar\taliases_ar\tlabels_ar\tcountry\tsectors\tfrom\tto\tmembers\tnote\n";
    out_.sectors = std::string(kHeader) + "word\tcountry_from\tsectors\tkind\tgloss\n";
    out_.frames = kHeader;
  }

  // Synonym sets of all files: patterns of any file may use them.
  void read_sets(const PetrarchFile& file) {
    file_ = &file;
    line_ = 0;
    std::string* set = nullptr;
    each_line(file.text, [&](std::string_view line) {
      if (line[0] == '&') set = &sets_[lower(trim(line).substr(1))];
      else if (line[0] != '+') set = nullptr;
      else if (set != nullptr) add_member(*set, trim(line).substr(1));
    });
  }

  void read(const PetrarchFile& file) {
    file_ = &file;
    line_ = 0;
    in_set_ = false;
    const bool verbs = file.text.find("\n- ") != std::string::npos || file.text.find("\n--- ") != std::string::npos;
    const bool agents = !verbs && file.text.find("[~") != std::string::npos;
    if (!verbs && !agents && file.text.find('[') == std::string::npos && file.text.find("\n&") == std::string::npos)
      return leave("a file of no known kind");
    each_line(file.text, [&](std::string_view line) {
      if (line[0] == '&') in_set_ = true;
      else if (line[0] == '+' && (in_set_ || verbs)) return;
      else if (line[0] == '+') alias_ += (alias_.empty() ? "" : ",") + plain(trim(line).substr(1));
      else if (verbs) verb_line(line);
      else if (agents) agent_line(line);
      else actor_line(line);
    });
    flush_frames();
  }

  PetrarchImport take() {
    for (const auto& [name, words] : sets_) {
      if (words.empty()) continue;
      out_.frames += "\nlist: petrarch-" + name + "\nwords: " + words + "\n";
      ++out_.lists;
    }
    return std::move(out_);
  }

 private:
  void leave(const std::string& reason) {
    auto& entry = out_.left[reason];
    if (entry.first++ == 0) entry.second = file_->name + ":" + std::to_string(line_);
  }

  // Lines with something on them, without comments.
  template <typename Visit>
  void each_line(std::string_view text, const Visit& visit) {
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      ++line_;
      const std::string_view raw = text.substr(begin, end - begin);
      begin = end + 1;
      const std::string_view line = raw.substr(0, std::min(raw.find_first_of("#;"), raw.size()));
      if (!trim(line).empty()) visit(line);
    }
  }

  void add_member(std::string& words, std::string_view text) {
    const std::string word = plain(text);
    if (word.find(' ') != std::string::npos) return leave("a member of a synonym set of several words");
    words += (words.empty() ? "" : ", ") + word;
  }

  // "name [CODE from-to]", then further "[CODE from-to]" lines.
  void actor_line(std::string_view line) {
    in_set_ = false;
    const size_t open = line.find('[');
    const std::string_view name = trim(line.substr(0, std::min(open, line.size())));
    if (!name.empty()) {
      name_ = plain(name);
      alias_.clear();
    }
    if (open == std::string_view::npos) return;
    const size_t close = std::min(line.find(']', open), line.size());
    std::string_view inside = trim(line.substr(open + 1, close - open - 1));
    const size_t space = std::min(inside.find(' '), inside.size());
    const Code code = read_code(inside.substr(0, space), countries_);
    std::string_view dates = trim(inside.substr(space));
    if (!code.unknown.empty() || (code.country.empty() && code.sectors.empty())) return leave("an actor with a code that ours do not have");
    if (code.sectors.empty() && name_.find(' ') == std::string::npos) return leave("a state or nationality of one word: ours has them");
    std::string from, to;
    if (!dates.empty() && (dates[0] == '>' || dates[0] == '<')) {
      (dates[0] == '>' ? from : to) = day(dates.substr(1));
    } else if (const size_t dash = dates.find('-'); dash != std::string_view::npos) {
      from = day(dates.substr(0, dash));
      to = day(dates.substr(dash + 1));
    }
    if (!to.empty() && !from.empty() && to < from) to.clear();  // "until 1800" stands for still so
    if (code.country.empty()) return add_agent(name_, code);
    const auto cell = [](const std::string& text) { return text.empty() ? std::string("-") : text; };
    out_.orgs += "petrarch-" + std::to_string(++out_.actors) + "\t" + name_ + "\t" + name_ + "\t" + cell(alias_) + "\t-\t" + cell(code.country) +
                 "\t" + cell(code.sectors.empty() ? "GOV" : code.sectors) + "\t" + cell(from) + "\t" + cell(to) + "\t-\t" + file_->name + ":" +
                 std::to_string(line_) + "\n";
  }

  void agent_line(std::string_view line) {
    const size_t open = line.find("[~");
    if (open == std::string_view::npos) return leave("an agent without a [~CODE]");
    const size_t close = std::min(line.find(']', open), line.size());
    const Code code = read_code(trim(line.substr(open + 2, close - open - 2)), countries_);
    if (!code.unknown.empty() || code.sectors.empty()) return leave("an agent with a code that ours do not have");
    add_agent(plain(line.substr(0, open)), code);
  }

  void add_agent(const std::string& words, const Code& code) {
    if (!agents_.insert(words).second) return leave("an agent written twice");
    out_.sectors += words + "\t" + (code.country.empty() ? std::string("adj,gen,ctx") : code.country) + "\t" + code.sectors + "\tgroup\timported\n";
    ++out_.agents;
  }

  void verb_line(std::string_view line) {
    if (line.substr(0, 3) == "---") return flush_frames();
    if (line[0] == '-') return pattern_line(line.substr(1));
    const size_t open = line.find('[');
    std::string verb = plain(line.substr(0, std::min(open, line.size())));
    std::replace(verb.begin(), verb.end(), '+', ' ');
    if (patterns_seen_) flush_frames();
    const std::string_view first = std::string_view(verb).substr(0, verb.find(' '));
    verbs_ += (verbs_.empty() ? "" : ", ") + std::string(first);
    if (open == std::string_view::npos) return;
    add(std::string(verb), trim(line.substr(open + 1, std::min(line.find(']', open), line.size()) - open - 1)));
  }

  void pattern_line(std::string_view line) {
    patterns_seen_ = true;
    const size_t star = line.find('*');
    const size_t open = line.rfind('[');
    if (star == std::string_view::npos || open == std::string_view::npos || open < star) return leave("a pattern without verb or code");
    if (!trim(line.substr(0, star)).empty()) return leave("a pattern with words before the verb");
    if (verbs_.empty()) return leave("a pattern without verbs");
    std::string words = "{petrarch-verbs-" + std::to_string(block_) + "}";
    std::string word;
    const auto end_word = [&] {
      if (word.empty()) return;
      words += " " + (word[0] == '&' ? "{petrarch-" + lower(word.substr(1)) + "}" : plain(word));
      word.clear();
    };
    for (const char c : line.substr(star + 1, open - star - 1)) {
      if (c == '$' || c == '+' || c == '%' || c == '^') return leave("a pattern that says where source or target stand");
      if (c == ' ' || c == '(' || c == ')' || c == '{' || c == '}' || c == '|') end_word();
      else word += c;
    }
    end_word();
    add(words, trim(line.substr(open + 1, std::min(line.find(']', open), line.size()) - open - 1)));
  }

  void add(const std::string& pattern, std::string_view code) {
    const std::string_view type = type_of(code);
    if (type.empty())
      return leave(code.substr(0, 2) == "01" ? "a statement (CAMEO 01): no event here" : "a code that is none of CAMEO: " + std::string(code));
    if (std::count(pattern.begin(), pattern.end(), ' ') > 5) return leave("a pattern of more than six words");
    for (size_t at = pattern.find("{petrarch-"); at != std::string::npos; at = pattern.find("{petrarch-", at + 1)) {
      const std::string name = pattern.substr(at + 10, pattern.find('}', at) - at - 10);
      const auto set = sets_.find(name);
      if (name.rfind("verbs-", 0) != 0 && (set == sets_.end() || set->second.empty()))
        return leave("a pattern with a synonym set that no file gives words for");
    }
    if (!patterns_.insert(pattern).second) return leave("a pattern written before, with this or another code");
    frames_[std::string(code)].push_back(pattern);
    ++out_.patterns;
  }

  void flush_frames() {
    if (!frames_.empty()) {
      out_.frames += "\nlist: petrarch-verbs-" + std::to_string(block_) + "\nop: verbs\nwords: " + verbs_ + "\n";
      for (const auto& [code, patterns] : frames_) {
        out_.frames += "\nframe: " + patterns[0] + "\n";
        for (size_t i = 1; i < patterns.size(); ++i) out_.frames += (i == 1 ? "also: " : ", ") + patterns[i];
        if (patterns.size() > 1) out_.frames += "\n";
        out_.frames += "like: " + lower(type_of(code)) + "\ncameo: " + code + "\nnoun: never\nif: subject is actor\nnote: " + file_->name +
                       ", before line " + std::to_string(line_) + "\n";
      }
    }
    frames_.clear();
    verbs_.clear();
    patterns_seen_ = false;
    ++block_;
  }

  const std::set<std::string, std::less<>>& countries_;
  PetrarchImport out_;
  const PetrarchFile* file_ = nullptr;
  size_t line_ = 0, block_ = 0;
  bool in_set_ = false, patterns_seen_ = false;
  std::string name_, alias_, verbs_;
  std::map<std::string, std::string> sets_;
  std::map<std::string, std::vector<std::string>> frames_;
  std::set<std::string> agents_, patterns_;
};

}  // namespace

PetrarchImport import_petrarch(const std::vector<PetrarchFile>& files, const std::set<std::string, std::less<>>& countries) {
  Importer importer(countries);
  for (const PetrarchFile& file : files) importer.read_sets(file);
  for (const PetrarchFile& file : files) importer.read(file);
  return importer.take();
}

}  // namespace waqai::lexicon
