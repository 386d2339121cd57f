# SPDX-License-Identifier: Apache-2.0
# One target a folder. A target's public include directory holds a link to its own folder alone, so a folder sees only the headers
# of the targets that it links; tests/architecture checks the same on the text of every #include.
include(GoogleTest)

# kizashi_add_library(media SOURCES a.cpp b.cpp PUBLIC kizashi::base PRIVATE PkgConfig::libav INTERNAL_HEADERS c.h)
# Every library is installed but for NOT_INSTALLED ones; INTERNAL_HEADERS, which show what users need not have, stay at home.
function(kizashi_add_library folder)
  cmake_parse_arguments(ARG "NOT_INSTALLED" "" "SOURCES;PUBLIC;PRIVATE;INTERNAL_HEADERS" ${ARGN})
  set(target kizashi_${folder})
  set(view "${CMAKE_BINARY_DIR}/include/${folder}")
  file(MAKE_DIRECTORY "${view}/kizashi")
  file(CREATE_LINK "${CMAKE_SOURCE_DIR}/src/${folder}" "${view}/kizashi/${folder}" SYMBOLIC)
  add_library(${target} STATIC ${ARG_SOURCES})
  add_library(kizashi::${folder} ALIAS ${target})
  target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${view}>" "$<INSTALL_INTERFACE:include>")
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE} $<BUILD_INTERFACE:kizashi_warnings>)
  if(NOT ARG_NOT_INSTALLED)
    kizashi_install_library(${folder} ${ARG_INTERNAL_HEADERS})
  endif()
endfunction()

# kizashi_add_test(media SOURCES a_test.cpp LINKS kizashi::media): one test program a folder, its cases named folder/Suite.Case.
function(kizashi_add_test folder)
  if(NOT KIZASHI_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set(target kizashi_${folder}_test)
  add_executable(${target} ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE ${ARG_LINKS} GTest::gmock GTest::gtest_main kizashi_warnings)
  # Each property is one value: gtest_discover_tests takes a list apart, and all but its first element would be lost.
  gtest_discover_tests(${target} TEST_PREFIX "${folder}/" DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS unit
    ENVIRONMENT "KIZASHI_MODELS=${KIZASHI_MODEL_DIR}"
    ENVIRONMENT_MODIFICATION "KIZASHI_SOURCE_DIR=set:${CMAKE_SOURCE_DIR}")
endfunction()

# kizashi_add_fuzzer(csv SOURCE csv_fuzz.cpp LINKS kizashi::table): a libFuzzer target, or a test that replays corpus/csv.
function(kizashi_add_fuzzer name)
  cmake_parse_arguments(ARG "" "SOURCE" "LINKS" ${ARGN})
  set(target kizashi_fuzz_${name})
  if(KIZASHI_LIBFUZZER)
    add_executable(${target} ${ARG_SOURCE})
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${target} ${ARG_SOURCE} ${CMAKE_SOURCE_DIR}/fuzz/replay_main.cpp)
    add_test(NAME fuzz/${name}_corpus COMMAND ${target} "${CMAKE_SOURCE_DIR}/fuzz/corpus/${name}")
    set_tests_properties(fuzz/${name}_corpus PROPERTIES LABELS unit TIMEOUT 120)
  endif()
  target_link_libraries(${target} PRIVATE ${ARG_LINKS} kizashi_warnings)
endfunction()

# kizashi_embed(TARGET NAMESPACE symbol file): the bytes of a data file as `std::string_view symbol()` in generated code.
function(kizashi_embed target name_space symbol file)
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cpp")
  add_custom_command(OUTPUT "${generated}"
    COMMAND ${CMAKE_COMMAND} -DINPUT=${file} -DOUTPUT=${generated} -DNAME_SPACE=${name_space} -DSYMBOL=${symbol}
            -P "${CMAKE_SOURCE_DIR}/cmake/embed_file.cmake"
    DEPENDS "${file}" "${CMAKE_SOURCE_DIR}/cmake/embed_file.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${generated}")
endfunction()
