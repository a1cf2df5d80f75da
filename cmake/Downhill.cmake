# What every target of the project shares: the language, the warnings, the sanitizers, and how a test is declared.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

find_program(DOWNHILL_CCACHE ccache)
if(DOWNHILL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${DOWNHILL_CCACHE})
endif()

# A third of the time for each of some two hundred executables.
find_program(DOWNHILL_LLD ld.lld)
if(DOWNHILL_LLD)
    add_link_options(-fuse-ld=lld)
endif()

add_library(downhill_warnings INTERFACE)
target_compile_options(downhill_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wunused
    -Wdouble-promotion -Wformat=2 -Wimplicit-fallthrough
    $<$<BOOL:${DOWNHILL_WERROR}>:-Werror>)
target_compile_definitions(downhill_warnings INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)

# Behind the sanitizers' own branches GCC no longer sees what is set and what is null.
if(DOWNHILL_SANITIZE)
    target_compile_options(downhill_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
else()
    target_compile_options(downhill_warnings INTERFACE -Wnull-dereference)
endif()

if(DOWNHILL_SANITIZE)
    add_compile_options(-fsanitize=${DOWNHILL_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${DOWNHILL_SANITIZE})
endif()

# A fuzzer has to fall over whatever is wrong: undefined behaviour, a broken assertion, an index out of bounds.
if(DOWNHILL_FUZZ)
    add_compile_options(-fno-sanitize-recover=undefined)
    add_compile_definitions(QT_FORCE_ASSERTS _GLIBCXX_ASSERTIONS)
endif()

# A symbol of ours is never replaced by another library's, and each library names all that it stands on.
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fno-semantic-interposition>)
if(NOT DOWNHILL_FUZZ)
    add_link_options($<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,SHARED_LIBRARY>:LINKER:-z,defs>)
endif()

# downhill_library(NAME SOURCES... ) declares one layer: a library with our warnings, shared where BUILD_SHARED_LIBS says
# so. With two hundred tests that is 2 GB of build folder instead of 20, and a third of the time to link.
function(downhill_library name)
    add_library(${name} ${ARGN})
    target_link_libraries(${name} PRIVATE downhill_warnings)
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()

# A test is linked again when its own code changes, not with each library.
set(CMAKE_LINK_DEPENDS_NO_SHARED ON)

# downhill_test(NAME LIBRARIES lib...) declares the Qt Test executable made of NAME.cpp, linking only its own layer.
# A folder of tests may say in DOWNHILL_TEST_HEADERS whose precompiled headers they use.
function(downhill_test name)
    cmake_parse_arguments(TEST "" "" "LIBRARIES" ${ARGN})
    # One call of moc instead of AUTOMOC's three steps: a fifth of the whole build.
    qt_generate_moc(${name}.cpp ${CMAKE_CURRENT_BINARY_DIR}/moc/${name}.moc)
    add_executable(${name} ${name}.cpp ${CMAKE_CURRENT_BINARY_DIR}/moc/${name}.moc)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc)
    if(DOWNHILL_TEST_HEADERS)
        target_precompile_headers(${name} REUSE_FROM ${DOWNHILL_TEST_HEADERS})
    endif()
    target_link_libraries(${name} PRIVATE downhill_warnings Qt6::Test ${TEST_LIBRARIES})
    target_compile_definitions(${name} PRIVATE
        DOWNHILL_SOURCE_DIR="${CMAKE_SOURCE_DIR}" DOWNHILL_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 600 ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()
