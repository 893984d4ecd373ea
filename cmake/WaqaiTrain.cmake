# Training programs and tools for treebanks (tools/train): built with the tests, not installed.
# waqai_train(target sources...): a program of tools/train against the analysis modules.
function(waqai_train target)
  list(TRANSFORM ARGN PREPEND ${CMAKE_SOURCE_DIR}/tools/train/)
  add_executable(${target} ${ARGN})
  target_link_libraries(${target} PRIVATE waqai_flags waqai_syntax waqai_morphology waqai_lexicon waqai_text waqai_annot waqai_base)
endfunction()

if(WAQAI_TESTS)
  waqai_train(train_parser parser_main.cc parser_train.cc parser_self.cc parser_vote.cc parser_data.cc)
  waqai_train(waqai_ud ud_main.cc)
  waqai_train(train_tagger tagger_main.cc tagger_train.cc tagger_data.cc tagger_raw.cc verbs_train.cc voice_train.cc verbness_train.cc)
  waqai_train(train_filter filter_main.cc filter_train.cc)
  target_link_libraries(train_filter PRIVATE waqai_pipeline)
  waqai_train(given_triggers given_main.cc)
  target_link_libraries(given_triggers PRIVATE waqai_pipeline)
  waqai_train(train_names names_main.cc names_train.cc names_classes.cc names_data.cc)
  target_link_libraries(train_names PRIVATE waqai_pipeline)
endif()
