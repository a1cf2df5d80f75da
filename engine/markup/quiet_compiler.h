#pragma once

#include <mutex>

namespace downhill::markup {

/// While it lives, Qt's script compiler keeps to itself what it has to say about the style of a script
/// ("variable is used before its declaration", category qt.qml.compiler). Other messages, and filters that
/// the application set, stay.
class QuietCompiler {
public:
    QuietCompiler();
    ~QuietCompiler();
    QuietCompiler(const QuietCompiler&) = delete;
    QuietCompiler& operator=(const QuietCompiler&) = delete;

private:
    std::unique_lock<std::mutex> lock_;
};

} // namespace downhill::markup
