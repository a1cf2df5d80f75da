# shellcheck shell=bash
# What has to be installed for what, and how it gets there. Sourced by ./dev, which defines say and fail.
# shellcheck disable=SC2034  # the lists are read by whoever sources this

# One row a need: Debian packages, the first known one is taken | a command that fulfils it too | what it is for.

build_needs=(
    'g++|g++|compiles C++20'
    'cmake|cmake|describes the build'
    'ninja-build|ninja|runs the build'
    'ccache|ccache|remembers what was compiled before'
    'lld|ld.lld|links in a third of the time'
    'nodejs|node|bundles the formula and code scripts (18 or newer)'
    'npm|npm|fetches MathJax, Prism and esbuild in their locked versions'
    'ca-certificates||lets npm check whom it talks to'
    'qt6-base-dev||Qt: Core, Gui, Widgets, Sql, Test'
    'qt6-declarative-dev||Qt Qml, the engine that runs the scripts'
    'qt6-charts-dev libqt6charts6-dev||Qt Charts, the curves'
    'qt6-svg-dev libqt6svg6-dev||Qt Svg, the icons'
    'qt6-tools-dev||Qt Linguist for CMake'
    'qt6-tools-dev-tools||Qt Linguist, translations'
    'qt6-l10n-tools||Qt Linguist, translations'
    'libqt6sql6-sqlite||SQLite, what is remembered'
    'libeigen3-dev||Eigen, linear algebra'
    'libhwy-dev||Highway, the instruction sets of processors'
    'libexpected-dev||tl::expected, typed errors'
    'zlib1g-dev||zlib, gzip files of images'
    'libzip-dev||libzip, packages of courses'
    'rapidjson-dev||RapidJSON, lesson files with positions'
    'libmd4c-dev||md4c, Markdown'
    'libmd4c-html0-dev||md4c, without which CMake does not find it'
    'python3-jsonschema||JSON Schema, whose verdicts on lessons are compared with the reader'
    'fonts-inter||the typeface'
    'fonts-jetbrains-mono||the typeface of code'
    'fonts-dejavu-core||the typeface behind the others'
)
format_needs=(
    'git|git|knows which files are ours'
    'clang-format-14 clang-format|clang-format-14|lays out C++'
)
lint_needs=(
    'git|git|knows which files are ours'
    'clang-tidy-14 clang-tidy|clang-tidy-14|reads C++ for mistakes'
)
fuzz_needs=(
    'clang|clang++|compiles the fuzzers'
    'libclang-rt-dev libclang-rt-14-dev||libFuzzer and the sanitizers of clang'
)
bench_needs=('libbenchmark-dev||Google Benchmark')

is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# Prints the rows of the arguments that are not fulfilled here.
unfulfilled() {
    local row packages tool package have=' '
    if is_debian; then
        have=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null |
            awk '$1 == "installed" { printf "%s ", $2 }')"
    fi
    for row in "$@"; do
        IFS='|' read -r packages tool _ <<<"$row"
        if [[ -n $tool ]] && command -v "$tool" >/dev/null; then
            continue
        fi
        for package in $packages; do
            if [[ $have == *" $package "* ]]; then
                continue 2
            fi
        done
        printf '%s\n' "$row"
    done
}

# The first of the names that the package lists offer; before there are lists, the first.
known_package() {
    local name
    for name in "$@"; do
        if [[ $(LC_ALL=C apt-cache policy "$name" 2>/dev/null) == *'Candidate: '[!\(]* ]]; then
            printf '%s\n' "$name"
            return
        fi
    done
    printf '%s\n' "$1"
}

# Runs apt-get quietly: its words go to a log, of which the last lines are shown when it fails.
apt_get() {
    local log=$1
    shift
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 TZ=Etc/UTC LC_ALL=C.UTF-8 \
        apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null 2>&1 | tee -a "$log" | count_packages
}

# Turns the words of apt-get install into a line now and then. (awk would do, but mawk reads a pipe in large pieces.)
count_packages() {
    local line act total=''
    local -A count=()
    while IFS= read -r line; do
        case $line in
            *' newly installed, '*)
                total=${line%% newly installed*}
                total=${total##* }
                continue
                ;;
            Get:*) act=fetched ;;
            'Unpacking '*) act=unpacked ;;
            'Setting up '*) act=installed ;;
            *) continue ;;
        esac
        count[$act]=$((${count[$act]:-0} + 1))
        if [[ -n $total ]] && ((count[$act] % 50 == 0)); then
            printf '    %s %d of %d\n' "$act" "${count[$act]}" "$total"
        fi
    done
}

# Installs what the rows of the arguments ask for, or says what to do. Quick and quiet when all is there.
install_missing() {
    local missing
    mapfile -t missing < <(unfulfilled "$@")
    if ((${#missing[@]} == 0)); then
        return
    elif is_debian; then
        say 'Missing here:'
        list_needs "${missing[@]}"
        install_packages "${missing[@]}"
    else
        go_on_without_packages "$@"
    fi
}

list_needs() {
    local row packages why
    for row in "$@"; do
        IFS='|' read -r packages _ why <<<"$row"
        printf '    %-24s %s\n' "${packages%% *}" "$why"
    done
}

# Elsewhere than on Debian we can only look for the programs; the libraries CMake will look for.
go_on_without_packages() {
    local row tool absent=()
    for row in "$@"; do
        IFS='|' read -r _ tool _ <<<"$row"
        if [[ -n $tool && $tool != ccache ]] && ! command -v "$tool" >/dev/null; then
            absent+=("$tool")
        fi
    done
    if ((${#absent[@]} == 0)) && compgen -G 'build/*/build.ninja' >/dev/null; then
        return
    fi
    say 'This is neither Debian nor Ubuntu. Needed is, by the names of the Debian packages:'
    list_needs "$@"
    if ((${#absent[@]} > 0)); then
        fail "Not found here: ${absent[*]}. Please install what your system calls them."
    fi
    printf '\nThe programs are there; going on. CMake will say which library it does not find.\n'
}

# Sets `names` to the packages that fulfil the rows of the arguments here.
name_packages() {
    local row packages
    names=()
    for row in "$@"; do
        IFS='|' read -r packages _ <<<"$row"
        # shellcheck disable=SC2086  # the row holds alternatives, separated by blanks
        names+=("$(known_package $packages)")
    done
}

install_packages() {
    local names log
    as_root=()
    if [[ $(id -u) != 0 ]]; then
        as_root=(sudo)
        if ! may_use_sudo; then
            name_packages "$@"
            printf '\nOnly an administrator may install them. Please have this run, and then call ./dev again:\n\n' >&2
            printf '    apt-get update && apt-get install -y --no-install-recommends %s\n' "${names[*]}" >&2
            exit 1
        fi
    fi

    log=$(mktemp "${TMPDIR:-/tmp}/downhill-apt.XXXXXX")
    say 'Reading the package lists (apt-get update)'
    if ! apt_get "$log" update; then
        printf 'They could not be read; trying with those that are here.\n'
    fi
    name_packages "$@"
    say "Installing ${#names[@]} packages and what they need: ${names[*]}"
    if ! apt_get "$log" install --no-install-recommends "${names[@]}"; then
        tail -n 25 "$log" >&2
        fail "apt-get could not install them; all it said is in $log"
    fi
    rm -f "$log"
}

# True when sudo works without a password, or somebody is there to type it.
may_use_sudo() {
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null && return 0
    { : </dev/tty; } 2>/dev/null || return 1
    printf '\nInstalling them needs an administrator; sudo asks for your password.\n'
    sudo -v
}
