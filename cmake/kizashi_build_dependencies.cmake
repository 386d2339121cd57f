# SPDX-License-Identifier: Apache-2.0
# Third-party libraries that only building kizashi needs: users of its libraries see none of their headers.
find_package(nlohmann_json REQUIRED)
find_package(GTest REQUIRED)
find_path(KIZASHI_BOOST_INCLUDE boost/math/special_functions/erf.hpp REQUIRED)
add_library(boost::math INTERFACE IMPORTED GLOBAL)
set_target_properties(boost::math PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${KIZASHI_BOOST_INCLUDE}")
find_path(KIZASHI_CLI11_INCLUDE CLI/CLI.hpp REQUIRED)
add_library(CLI11::CLI11 INTERFACE IMPORTED GLOBAL)
set_target_properties(CLI11::CLI11 PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${KIZASHI_CLI11_INCLUDE}")

if(NOT EXISTS "${KIZASHI_OPENVINO_DIR}/cmake/OpenVINOConfig.cmake")
  message(FATAL_ERROR "no OpenVINO SDK in ${KIZASHI_OPENVINO_DIR}; scripts/setup fetches it")
endif()
find_package(OpenVINO REQUIRED COMPONENTS Runtime PATHS "${KIZASHI_OPENVINO_DIR}/cmake" NO_DEFAULT_PATH)
# A name of our own, which kizashiConfig.cmake gives to the installed library: a project that uses kizashi may use another
# OpenVINO itself.
add_library(kizashi_openvino::runtime INTERFACE IMPORTED GLOBAL)
set_target_properties(kizashi_openvino::runtime PROPERTIES INTERFACE_LINK_LIBRARIES openvino::runtime)
