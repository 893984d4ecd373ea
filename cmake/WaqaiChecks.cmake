# Tests that are programs of their own: the checks of tools/ (label tools; they read the sources, not the build), the command line (label cli), and the
# scoreboard against its floors (label tools; it says so and is skipped where ../shared is missing).
if(WAQAI_TESTS)
  find_package(Python3 COMPONENTS Interpreter REQUIRED)
  add_test(NAME check_format COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/check_format.py ${CMAKE_SOURCE_DIR})
  set_tests_properties(check_format PROPERTIES LABELS tools SKIP_RETURN_CODE 77)
  foreach(check check_layers check_sources check_docs)
    add_test(NAME ${check} COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/${check}.py ${CMAKE_SOURCE_DIR})
    set_tests_properties(${check} PROPERTIES LABELS tools)
  endforeach()
  add_test(NAME check_examples COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/check_gold.py)
  set_tests_properties(check_examples PROPERTIES LABELS tools)
  add_test(NAME check_gold COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/check_gold.py ${CMAKE_SOURCE_DIR}/data/gold/articles.jsonl)
  add_test(NAME check_gold_text COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tools/gold_text.py --check)
  set_tests_properties(check_gold check_gold_text PROPERTIES LABELS tools)

  add_test(NAME check_guards COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tools/check_guards.py --table)
  set_tests_properties(check_guards PROPERTIES LABELS tools)

  add_test(NAME check_page_words COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/page_words.py --check)
  set_tests_properties(check_page_words PROPERTIES LABELS tools)

  add_test(NAME check_country_codes COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/country_codes.py --check)
  set_tests_properties(check_country_codes PROPERTIES LABELS tools)

  math(EXPR cli_timeout "900 * ${WAQAI_TEST_PATIENCE}")
  math(EXPR web_timeout "1800 * ${WAQAI_TEST_PATIENCE}")
  math(EXPR python_timeout "600 * ${WAQAI_TEST_PATIENCE}")

  # Preloaded by test_faults.py: the system fails the program in a chosen way.
  add_library(waqai_faults MODULE tests/faults/preload.cc)
  target_link_libraries(waqai_faults PRIVATE ${CMAKE_DL_LIBS})
  set_target_properties(waqai_faults PROPERTIES CXX_STANDARD 20)

  foreach(part bad_input broken damage refusals streams archive call conllu dict stories search recode serve serve_changes serve_broken names eval audit inputs pages exports readers crash faults errors contract r_page soak manual settings package)
    add_test(NAME cli_${part} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tests/cli/test_${part}.py)
    set_tests_properties(cli_${part} PROPERTIES LABELS cli TIMEOUT ${cli_timeout} SKIP_RETURN_CODE 77
      ENVIRONMENT "WAQAI_PROGRAM=$<TARGET_FILE:waqai>;WAQAI_BUNDLE=${CMAKE_BINARY_DIR}/waqai.bundle;WAQAI_SANITIZED=${WAQAI_SANITIZE};WAQAI_FAULTS=$<TARGET_FILE:waqai_faults>")
  endforeach()

  # The tree of a page beside html5lib's (tools/readers.txt; says so and is skipped without it).
  add_executable(waqai_page_tree tests/oracle/page_tree_main.cc)
  target_link_libraries(waqai_page_tree PRIVATE waqai_html)
  add_test(NAME html_oracle COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tests/oracle/test_html.py)
  set_tests_properties(html_oracle PROPERTIES LABELS cli TIMEOUT ${cli_timeout} SKIP_RETURN_CODE 77 ENVIRONMENT "WAQAI_PAGE_TREE=$<TARGET_FILE:waqai_page_tree>")

  # The web app: the built files (label tools), and the whole in headless Chromium (label cli; says so and is skipped without Chromium or web/node_modules).
  add_test(NAME web_assets COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tests/web/test_assets.py)
  set_tests_properties(web_assets PROPERTIES LABELS tools)
  add_test(NAME web_app COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tests/web/test_app.py)
  set_tests_properties(web_app PROPERTIES LABELS cli TIMEOUT ${web_timeout} SKIP_RETURN_CODE 77
    ENVIRONMENT "WAQAI_PROGRAM=$<TARGET_FILE:waqai>;WAQAI_BUNDLE=${CMAKE_BINARY_DIR}/waqai.bundle;WAQAI_SANITIZED=${WAQAI_SANITIZE}")

  add_test(NAME python_package COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tests/python/test_package.py)
  set_tests_properties(python_package PROPERTIES LABELS cli TIMEOUT ${python_timeout}
    ENVIRONMENT "WAQAI_PROGRAM=$<TARGET_FILE:waqai>;WAQAI_SANITIZED=${WAQAI_SANITIZE}")

  add_test(NAME scoreboard COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tools/scoreboard.py --check --program $<TARGET_FILE:waqai>)
  set_tests_properties(scoreboard PROPERTIES LABELS tools TIMEOUT 600 SKIP_RETURN_CODE 77 ENVIRONMENT "WAQAI_BUNDLE=${CMAKE_BINARY_DIR}/waqai.bundle")

  # The benchmark: built with the tests, run by hand (bench/bench_main.cc, bench/compare.py).
  add_executable(waqai_bench bench/bench_main.cc)
  target_link_libraries(waqai_bench PRIVATE waqai_engine)
  # Links between articles without coding them: bench/duplicates.py.
  add_executable(waqai_reports bench/reports_main.cc)
  target_link_libraries(waqai_reports PRIVATE waqai_engine)
  # A search index of many articles without coding them: bench/search.py.
  add_executable(waqai_fill bench/fill_main.cc)
  target_link_libraries(waqai_fill PRIVATE waqai_engine)
  # An archive of millions, made of copies: bench/million.py.
  add_executable(waqai_copies bench/copies_main.cc)
  target_link_libraries(waqai_copies PRIVATE waqai_engine)
  foreach(program waqai_bench waqai_reports waqai_fill waqai_copies)
    waqai_precompile_program(${program})
  endforeach()
  set_target_properties(waqai_bench waqai_reports waqai_fill waqai_copies PROPERTIES BUILD_RPATH "$ORIGIN;${WAQAI_DUCKDB_DIR}")
endif()
