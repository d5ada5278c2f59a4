# Outlives the process that hosts the supervisor, and ends what it leaves behind. It is told of processes on its standard
# input, as «add PID:START» and «del PID:START» (START: field 22 of /proc/PID/stat); that ends when the host does, however
# that came about. What nobody had time to tell of carries a marker in its environment.
#
# $1  the part that all markers of the supervisor have in common, hexadecimal
# $2  a private temporary directory to remove at the end, or nothing

trap '' HUP INT QUIT TERM
family=$1
known=' '

while read -r verb entry; do
    case $verb in
        add) known="$known$entry " ;;
        del) case $known in *" $entry "*) known="${known%%" $entry "*} ${known#*" $entry "}" ;; esac ;;
    esac
done

# Of a process: its state, process group and start; an empty start when there is none of that pid.
look() {
    line=
    while read -r next; do line=$next; done < "/proc/$1/stat"
    # The name, which may contain anything, comes before the last parenthesis.
    set -- ${line##*) }
    state=$1 group=$3 start=${20}
}

is() {
    look "${1%:*}"
    [ -n "$start" ] && [ "$start" = "${1#*:}" ]
}

know() {
    case $known in *" $1 "*) ;; *) known="$known$1 " ;; esac
}

marked() {
    grep -lszE "^PROCLAUNCH_INSTANCE=[0-9a-f]+\.$family" "$@" /dev/null
}

# A process that is started while we look is marked before and after it was looked at, or it does not count.
know_marked() {
    seen=' ' again=
    for file in $(marked /proc/[0-9]*/environ); do
        pid=${file#/proc/} pid=${pid%/environ}
        look "$pid"
        [ -n "$start" ] && seen="$seen$pid:$start " again="$again $file"
    done
    for file in $(marked $again); do
        pid=${file#/proc/} pid=${pid%/environ}
        rest=${seen#*" $pid:"}
        know "$pid:${rest%% *}"
    done
}

# A group is ours when a process that we know is in it and its number is that of one we know.
find_groups() {
    groups=' '
    for entry in $known; do
        is "$entry" || continue
        case $known in *" $group:"*) groups="$groups$group " ;; esac
    done
}

# Members outlive their leader, and not all keep the environment in which they are marked.
know_members() {
    find_groups
    members=
    for directory in /proc/[0-9]*; do
        look "${directory#/proc/}"
        case $groups in *" $group "*) members="$members $group/${directory#/proc/}:$start" ;; esac
    done
    # No number changed hands while we looked.
    find_groups
    for member in $members; do
        case $groups in *" ${member%/*} "*) know "${member#*/}" ;; esac
    done
}

find_all() {
    know_marked
    know_members
}

signal() {
    told=' '
    for entry in $known; do
        is "$entry" || continue
        case $known in
            *" $group:"*) case $told in *" $group "*) ;; *) kill "-$1" "-$group"; told="$told$group " ;; esac ;;
            *) kill "-$1" "${entry%:*}" ;;
        esac
    done
}

any_left() {
    for entry in $known; do
        is "$entry" && case $state in Z | X) ;; *) return 0 ;; esac
    done
    return 1
}

find_all
signal TERM
signal CONT
# Never less: what was just being executed has its marker by then.
sleep 0.1
looks=0
while [ $looks -lt 8 ] && any_left; do
    sleep 0.03
    looks=$((looks + 1))
done
rounds=0
while find_all; any_left && [ $rounds -lt 50 ]; do
    signal KILL
    sleep 0.02
    rounds=$((rounds + 1))
done
[ -n "$2" ] && rm -rf -- "$2"
