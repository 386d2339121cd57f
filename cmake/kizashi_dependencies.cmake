# SPDX-License-Identifier: Apache-2.0
# Third-party libraries that kizashi's libraries need, each as one target. Read by our own build and, installed beside
# kizashiConfig.cmake, by every project that says find_package(kizashi).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
if(NOT TARGET PkgConfig::libsodium)
  pkg_check_modules(libsodium REQUIRED IMPORTED_TARGET GLOBAL libsodium)
endif()
if(NOT TARGET PkgConfig::libzstd)
  pkg_check_modules(libzstd REQUIRED IMPORTED_TARGET GLOBAL libzstd)
endif()
find_package(SQLiteCpp REQUIRED)
if(NOT TARGET PkgConfig::libav)
  pkg_check_modules(libav REQUIRED IMPORTED_TARGET GLOBAL libavformat libavcodec libavutil libswscale libswresample)
endif()

# Debian ships OpenCV's package file only with the full libopencv-dev, which pulls in two hundred packages.
find_path(KIZASHI_OPENCV_INCLUDE opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
foreach(module core imgproc calib3d)
  find_library(KIZASHI_OPENCV_${module} opencv_${module} REQUIRED)
  if(NOT TARGET opencv::${module})
    add_library(opencv::${module} SHARED IMPORTED GLOBAL)
    set_target_properties(opencv::${module} PROPERTIES
      IMPORTED_LOCATION "${KIZASHI_OPENCV_${module}}" INTERFACE_INCLUDE_DIRECTORIES "${KIZASHI_OPENCV_INCLUDE}")
  endif()
endforeach()
