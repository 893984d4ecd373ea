// SPDX-License-Identifier: Apache-2.0
//
// History: which acts are of long ago.  First those dated more than three months before publication (tell); then, once happenings are linked,
// those told with them (carry): behind an old act or an old time in its sentence, in the sentences that go on from it, under a line that is an
// old date, in what a list of this day in history tells.
// Scratch of one document; document and reading must outlive it.  O(events^2 + events * times of a sentence).
#pragma once

#include <vector>

#include "events/reading.h"

namespace waqai::events {

class History {
 public:
  History(annot::Document& document, const Reading& reading);
  // Changes the status of events that are actual or attempted.
  void tell();
  void carry();

 private:
  bool is_old(const annot::Time& time) const;
  bool since(const annot::Time& time) const;
  bool open(const annot::Event& event) const;
  bool to_come(const annot::Event& event) const;
  bool aside(uint32_t predicate) const;
  bool recalls(uint32_t sentence) const;
  bool headed(uint32_t sentence) const;
  bool opens_old(uint32_t sentence) const;
  bool goes_on(uint32_t sentence) const;
  const annot::Time* time_before(const annot::Event& event) const;
  bool then(const annot::Event& event) const;
  void set(annot::Event& event, std::string_view note, Span span);
  void carry_within();
  void carry_on();
  void carry_settings();

  annot::Document& document_;
  const Reading& reading_;
  std::vector<uint8_t> present_;  // of a sentence: whether a time that is not old stands in it
};

}  // namespace waqai::events
