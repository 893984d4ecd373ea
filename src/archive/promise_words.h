// SPDX-License-Identifier: Apache-2.0
//
// The words by which archive/promise.h tells what is promised and what has been told, folded as those of a text are, with their stems.  Closed lists,
// written from general knowledge of Arabic news.  Pure; thread-safe.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace waqai::archive {

using WordSet = std::set<std::string>;

// Will, is (done), that, on, to; hold, conduct, present, take, begin, do again; he, she, not, from, of, after, in; once more; this, that, day,
// because, some, all, against, next, new; (set) free: words that lead to what is meant, or stand between.
const WordSet& words_that_lead();

// On; intention, decision, decided, promised, plans: what follows is what somebody binds himself to.
const WordSet& words_that_bind();

// Will work, continues, remains; importance, care, affirms, necessity, duty; who, which, between; agreement, decision, council, session, calling
// off, sanctions, duties, president, king, government, state, minister, attempt, coming: no act by itself, or one that is already there.
const WordSet& words_that_void();

// Duties, customs, trade, imports, exports, goods, products, worth, dollars, milliards, millions, per cent, rate; sanctions, economic,
// restrictions: of every measure.
const WordSet& words_of_any_measure();

// Preparing, to hold, possible, awaited, due, planned, coming: a meeting near such a word is to come.
const WordSet& words_of_meetings_to_come();

// Does again, doing again, did again.
const WordSet& words_of_again();

// Will not, did not, not, no: what is promised is that it is not done.
const WordSet& words_of_denial();

// Meeting, meets, met, summit, gathering, talks, negotiations, consultations, dialogue, visit, visits, visited, receives, reception.
const WordSet& meeting_words();

// Met, gathered, held, brought together, visited, received, arrived, conducted, discussed, began.
const WordSet& words_of_having_met();

// After, in the wake of, during, since, the day after.
const WordSet& words_behind_which_it_is_done();

// Being present at; before; if, in case; towards, without, possibility, chance, refusing, preventing, not, avoiding, stopping, delaying.
const WordSet& words_of_the_unreal();

// Also, more, again, a second one; persons, companies, entities, officials: another act than the promised one, or a lesser one, where the promise
// does not have the word.
const WordSet& words_of_another();

// Announced.
const WordSet& words_of_announcement();

// Next, coming; at present; consequences; means: with them what is told has not happened then, or long before.
const WordSet& words_of_another_time();

// Words for one act.
const std::vector<WordSet>& families();

}  // namespace waqai::archive
